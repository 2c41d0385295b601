// An arithmetic coder: bits, each in a context of its own, written and read by how often they were so before.
(() => {
const NUMBER = 64; // contexts of a number

// How likely a bit is in each context: the mean of what was lately and of what was long so, in 65536ths.
class Contexts {
  constructor(count) {
    this.lately = new Uint16Array(count).fill(32768);
    this.long = new Uint16Array(count).fill(32768);
  }

  // The part of a range that stands for a bit that is so.
  part(at, range) {
    return Math.imul(range >>> 16, (this.lately[at] + this.long[at]) >>> 1) >>> 0;
  }

  learn(at, bit) {
    const { lately, long } = this;
    if (bit) {
      lately[at] += (65535 - lately[at]) >> 4;
      long[at] += (65535 - long[at]) >> 7;
    } else {
      lately[at] -= lately[at] >> 4;
      long[at] -= long[at] >> 7;
    }
  }
}

const RANGE = 0, CODE = 1; // of what a reader keeps: how wide the range is, and where in it what was written stands
const FEWEST = 1 << 24; // of a range, else it is widened by a byte

// Both halves of an arithmetic coder: `bit` takes what is to be written, or finds what was.
class Writer {
  constructor() {
    Object.assign(this, { low: 0, range: 0xffffffff, written: [] });
  }

  bit(contexts, at, bit) {
    const part = contexts.part(at, this.range);
    if (bit) this.range = part;
    else {
      this.low += part;
      this.range -= part;
    }
    contexts.learn(at, bit);
    if (this.low > 0xffffffff) this.carry();
    while (this.range < FEWEST) {
      this.written.push(this.low >>> 24);
      this.low = this.low << 8 >>> 0;
      this.range *= 256;
    }
    return bit;
  }

  carry() {
    let at = this.written.length - 1;
    while (this.written[at] === 255) this.written[at--] = 0;
    this.written[at]++;
    this.low -= 0x100000000;
  }

  end() {
    return Uint8Array.from([...this.written, ...[24, 16, 8, 0].map((shift) => this.low >>> shift & 255)]);
  }
}

class Reader {
  constructor(bytes) {
    Object.assign(this, { bytes, at: 0, state: Uint32Array.of(0xffffffff, 0) });
    for (let i = 0; i < 4; i++) this.state[CODE] = this.state[CODE] << 8 | this.bytes[this.at++];
  }

  bit(contexts, at) {
    const { state } = this;
    const range = state[RANGE], code = state[CODE], part = contexts.part(at, range), bit = code < part ? 1 : 0;
    let left = bit ? part : range - part, rest = bit ? code : code - part;
    contexts.learn(at, bit);
    while (left < FEWEST) {
      left = left << 8 >>> 0;
      rest = (rest << 8 | this.bytes[this.at++]) >>> 0;
    }
    state[RANGE] = left;
    state[CODE] = rest;
    return bit;
  }
}

// A number from 0 on: how many bits follow its first, then these.
function number(coder, contexts, at, given) {
  const bits = given === undefined ? 0 : 31 - Math.clz32(given + 1);
  let count = 0, found = 1;
  while (coder.bit(contexts, at + count, count < bits ? 1 : 0)) count++;
  for (let i = count - 1; i >= 0; i--) {
    const place = count > 4 ? 32 + count : (1 << count) + found - 1;
    found = found * 2 + coder.bit(contexts, at + 16 + place, given === undefined ? 0 : (given + 1) >>> i & 1);
  }
  return found - 1;
}

globalThis.Coder = { Contexts, Writer, Reader, number, NUMBER };
})();
