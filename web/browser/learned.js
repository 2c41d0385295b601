// The archive with what was learned, in which the rows of its machines are blank and follow as rows.js writes them. Numbers of
// four bytes come first: how long the archive is, and of each machine where in it a part begins, how long that is or how much
// there is of it.
(() => {
const OF_MACHINE = ["features", "named", "idf", "ends", "label", "weight", "labels", "rows"], MACHINES = 2;
const HEAD = 4 * (1 + MACHINES * OF_MACHINE.length); // bytes
const KINDS = { ends: Uint32Array, label: Uint16Array, weight: Int16Array };

function opened(content) {
  const [long, ...numbers] = new Uint32Array(content.slice(0, HEAD).buffer);
  const archive = content.subarray(HEAD, HEAD + long), squeezed = content.subarray(HEAD + long);
  const machines = Array.from({ length: MACHINES }, (_, which) =>
    machine(archive, Object.fromEntries(OF_MACHINE.map((name, at) => [name, numbers[which * OF_MACHINE.length + at]]))));
  return { archive, machines, squeezed };
}

function machine(archive, head) {
  const features = new TextDecoder().decode(archive.subarray(head.features, head.features + head.named)).split("\n");
  const idf = new Float32Array(archive.slice(head.idf, head.idf + features.length * 4).buffer);
  const length = { ends: features.length, label: head.rows, weight: head.rows };
  const parts = Object.entries(KINDS).map(([name, Kind]) => {
    const place = archive.subarray(head[name], head[name] + length[name] * Kind.BYTES_PER_ELEMENT);
    return { name, Kind, place };
  });
  return { about: { features, idf, labels: head.labels, rows: head.rows }, parts };
}

// The archive, whole.
function fill(content) {
  const { archive, machines, squeezed } = opened(content), reader = new Coder.Reader(squeezed);
  for (const { about, parts } of machines) {
    const found = Rows.walk(reader, about);
    for (const { name, place } of parts) place.set(new Uint8Array(found[name].buffer));
  }
  return archive;
}

// The same the other way round: an archive that is whole, with nothing after it, as it is sent.
function empty(content) {
  const { machines } = opened(content), writer = new Coder.Writer();
  for (const { about, parts } of machines) {
    Rows.walk(writer, about, Object.fromEntries(parts.map(({ name, Kind, place }) => [name, new Kind(place.slice().buffer)])));
    for (const { place } of parts) place.fill(0);
  }
  return [content, writer.end()];
}

globalThis.Learned = { fill, empty, HEAD };
})();
