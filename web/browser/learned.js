// The archive with what was learned, in which its rows are blank and follow as rows.js writes them: HEAD's numbers come first,
// of four bytes each. The numbers say where in the archive a part begins, and how long it is or how much there is of it.
(() => {
const HEAD = ["archive", "features", "named", "idf", "ends", "label", "weight", "labels", "rows"];
const KINDS = { ends: Uint32Array, label: Uint16Array, weight: Int16Array };

function opened(content) {
  const numbers = new Uint32Array(content.slice(0, HEAD.length * 4).buffer);
  const head = Object.fromEntries(HEAD.map((name, at) => [name, numbers[at]]));
  const archive = content.subarray(HEAD.length * 4, HEAD.length * 4 + head.archive);
  const features = new TextDecoder().decode(archive.subarray(head.features, head.features + head.named)).split("\n");
  const idf = new Float32Array(archive.slice(head.idf, head.idf + features.length * 4).buffer);
  const length = { ends: features.length, label: head.rows, weight: head.rows };
  const parts = Object.entries(KINDS).map(([name, Kind]) => {
    const place = archive.subarray(head[name], head[name] + length[name] * Kind.BYTES_PER_ELEMENT);
    return { name, Kind, place };
  });
  const squeezed = content.subarray(HEAD.length * 4 + head.archive);
  return { archive, about: { features, idf, labels: head.labels, rows: head.rows }, parts, squeezed };
}

// The archive, whole.
function fill(content) {
  const { archive, about, parts, squeezed } = opened(content);
  const found = Rows.walk(new Coder.Reader(squeezed), about);
  for (const { name, place } of parts) place.set(new Uint8Array(found[name].buffer));
  return archive;
}

// The same the other way round: an archive that is whole, with nothing after it, as it is sent.
function empty(content) {
  const { about, parts } = opened(content), writer = new Coder.Writer();
  Rows.walk(writer, about, Object.fromEntries(parts.map(({ name, Kind, place }) => [name, new Kind(place.slice().buffer)])));
  for (const { place } of parts) place.fill(0);
  return [content, writer.end()];
}

globalThis.Learned = { fill, empty };
})();
