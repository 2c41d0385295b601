// What was learned of wordings, squeezed better than as bytes. A row holds for a feature how much it speaks for which label:
// that of a pair is foretold by the rows of its two parts, that of four letters by those of stems that have them and of
// letters beside them, that of three letters by those of four. Only how the row differs is written, bit by bit, each bit by how
// often it was so before. One walk writes (web/rows.mjs, in the build) and reads (the service worker), so both foretell alike.
(() => {
const { Contexts, number, NUMBER } = globalThis.Coder;
const STEM = 0, NEIGHBOURS = 1, PAIR = 2, FOUR = 3, THREE = 4, KINDS = [STEM, NEIGHBOURS, PAIR, FOUR, THREE];
const LIMITS = [2, 5, 10, 17, 30, 50, 90], LEVELS = 2 * LIMITS.length + 1; // of what is foretold, in tenths of a step
const BY_TENTHS = Uint8Array.from({ length: 91 }, (_, tenths) => LIMITS.filter((limit) => tenths >= limit).length);
const RARITIES = 4, WIDTHS = 16; // contexts: of a feature, of how many follow

function kindOf(feature) {
  if (feature[0] === "=") return feature.length === 4 ? THREE : FOUR;
  if (feature[0] === "@" && feature.includes("+")) return PAIR;
  return feature.includes(" ") ? NEIGHBOURS : STEM;
}

function level(foretold) {
  if (foretold < 0) return LIMITS.length - BY_TENTHS[Math.min(90, foretold * -10 | 0)];
  return LIMITS.length + BY_TENTHS[Math.min(90, foretold * 10 | 0)];
}

// The `ends`, `label` and `weight` of all features, as reading/linear.py has them: written, where they are `given`, or read.
function walk(coder, { features, idf, labels, rows }, given) {
  const places = new Map(features.map((feature, at) => [feature, at]));
  const label = new Uint16Array(rows), weight = new Int16Array(rows); // as they come, with where those of a feature are
  const from = new Uint32Array(features.length), to = new Uint32Array(features.length);
  const asked = new Uint16Array(labels), one = new Float64Array(labels), other = new Float64Array(labels);
  const speaks = new Contexts(KINDS.length * LEVELS * LEVELS * RARITIES), against = new Contexts(KINDS.length * LEVELS * LEVELS);
  const size = new Contexts(KINDS.length * LEVELS * LEVELS * NUMBER), more = new Contexts(KINDS.length * RARITIES * NUMBER);
  const gap = new Contexts(KINDS.length * WIDTHS * NUMBER);
  const alone = new Contexts(KINDS.length), much = new Contexts(KINDS.length * NUMBER);
  const [ofStems, beside, spread] = [1, 2, 3].map(() => new Float64Array(labels)), seen = new Uint8Array(labels);
  const pairs = new Uint32Array(labels);
  const within = new Map(), first = new Map(), last = new Map(); // stems by four letters; four letters by three
  let end = 0, count = 0, spreadOut; // rows so far; labels that are foretold; whose row is spread out

  const list = (lists, key, feature) => { lists.has(key) ? lists.get(key).push(feature) : lists.set(key, [feature]); };
  const scale = (feature, by) => { const ratio = idf[feature] / idf[by]; return ratio * ratio; };

  function meet(feature, a, b) { // labels of both
    if (a === undefined || b === undefined) return;
    if (a !== spreadOut) { // as it is for all pairs that begin alike
      spread.fill(0);
      for (let i = from[a]; i < to[a]; i++) spread[label[i]] = weight[i];
      spreadOut = a;
    }
    const scaleA = scale(feature, a), scaleB = scale(feature, b);
    for (let i = from[b]; i < to[b]; i++) {
      const at = label[i];
      if (!spread[at]) continue;
      asked[count] = at;
      one[count] = spread[at] * scaleA;
      other[count++] = weight[i] * scaleB;
    }
  }

  function add(sums, feature, others = []) {
    for (const by of others) {
      const scaled = scale(feature, by);
      for (let i = from[by]; i < to[by]; i++) {
        const at = label[i];
        sums[at] += weight[i] * scaled;
        if (!seen[at]) { seen[at] = 1; asked[count++] = at; }
      }
    }
  }

  function gather() { // what was added, by label
    asked.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      const at = asked[i];
      one[i] = ofStems[at];
      other[i] = beside[at];
      ofStems[at] = beside[at] = seen[at] = 0;
    }
  }

  function foretell(feature, name, kind) {
    count = 0;
    if (kind === NEIGHBOURS || kind === PAIR) {
      const [a, b] = name.split(kind === PAIR ? "+" : " ");
      meet(feature, places.get(a), places.get(b));
    } else if (kind === FOUR) {
      add(ofStems, feature, within.get(name.slice(1)));
      add(beside, feature, first.get(name.slice(2)));
      add(beside, feature, last.get(name.slice(1, 4)));
      gather();
    } else if (kind === THREE) {
      add(ofStems, feature, first.get(name.slice(1)));
      add(beside, feature, last.get(name.slice(1)));
      gather();
    }
  }

  function put(at, negative, big) {
    label[end] = at;
    weight[end++] = negative ? -1 - big : 1 + big;
  }

  function row(feature, kind) {
    const rarity = Math.min(RARITIES - 1, Math.max(0, Math.floor((idf[feature] - 4) / 2))), rest = [];
    let at = given && (feature ? given.ends[feature - 1] : 0);
    const stop = given && given.ends[feature], steps = (i) => given && Math.abs(given.weight[i]) - 1;
    from[feature] = end;
    for (let i = 0; i < count; i++) {
      while (given && at < stop && given.label[at] < asked[i]) rest.push(at++);
      const is = given && at < stop && given.label[at] === asked[i];
      const context = (kind * LEVELS + level(one[i])) * LEVELS + level(other[i]);
      if (!coder.bit(speaks, context * RARITIES + rarity, is ? 1 : 0)) continue;
      const negative = coder.bit(against, context, is && given.weight[at] < 0 ? 1 : 0);
      put(asked[i], negative, number(coder, size, context * NUMBER, is ? steps(at++) : undefined));
    }
    while (given && at < stop) rest.push(at++);
    const foretold = end, others = number(coder, more, (kind * RARITIES + rarity) * NUMBER, given && rest.length);
    const width = (kind * WIDTHS + Math.min(WIDTHS - 1, 32 - Math.clz32(others))) * NUMBER;
    for (let i = 0, next = 0; i < others; i++) {
      const here = next + number(coder, gap, width, given && given.label[rest[i]] - next);
      const negative = coder.bit(alone, kind, given && given.weight[rest[i]] < 0 ? 1 : 0);
      put(here, negative, number(coder, much, kind * NUMBER, given && steps(rest[i])));
      next = here + 1;
    }
    to[feature] = end;
    if (others && foretold > from[feature]) sort(from[feature], end);
  }

  function sort(start, stop) { // by label
    for (let i = start; i < stop; i++) pairs[i - start] = label[i] << 16 | weight[i] & 65535;
    pairs.subarray(0, stop - start).sort();
    for (let i = start; i < stop; i++) {
      label[i] = pairs[i - start] >>> 16;
      weight[i] = pairs[i - start];
    }
  }

  function remember(feature, name, kind) { // whom it will help to foretell
    if (kind === FOUR) {
      list(first, name.slice(1, 4), feature);
      list(last, name.slice(2), feature);
    } else if (kind === STEM && name[0] !== "@") {
      const padded = `_${name}_`;
      for (let i = 0; i + 4 <= padded.length; i++) list(within, padded.slice(i, i + 4), feature);
    }
  }

  const kinds = features.map(kindOf);
  for (const kind of KINDS) {
    for (const [feature, name] of features.entries()) {
      if (kinds[feature] !== kind) continue;
      foretell(feature, name, kind);
      row(feature, kind);
      remember(feature, name, kind);
    }
  }
  return inOrder(label, weight, from, to);
}

function inOrder(label, weight, from, to) {
  const ends = new Uint32Array(from.length), labels = new Uint16Array(label.length), weights = new Int16Array(label.length);
  let end = 0;
  for (let feature = 0; feature < from.length; feature++) {
    labels.set(label.subarray(from[feature], to[feature]), end);
    weights.set(weight.subarray(from[feature], to[feature]), end);
    ends[feature] = end += to[feature] - from[feature];
  }
  return { ends, label: labels, weight: weights };
}

globalThis.Rows = { walk };
})();
