// An arithmetic coder: bits, each in a context of its own, written and read by how often they were so before.
(() => {
const NUMBER = 64; // contexts of a number

// How likely a bit is in each context: the mean of what was lately and of what was long so, in 65536ths.
class Contexts {
  constructor(count) {
    this.lately = new Uint16Array(count).fill(32768);
    this.long = new Uint16Array(count).fill(32768);
  }

  split(at, low, high) {
    return low + ((high - low) >>> 16) * ((this.lately[at] + this.long[at]) >>> 1);
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

// Both halves of an arithmetic coder: `bit` takes what is to be written, or finds what was.
class Writer {
  constructor() {
    Object.assign(this, { low: 0, high: 0xffffffff, written: [] });
  }

  bit(contexts, at, bit) {
    const middle = contexts.split(at, this.low, this.high);
    if (bit) this.high = middle; else this.low = middle + 1;
    contexts.learn(at, bit);
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.written.push(this.high >>> 24);
      this.low = this.low << 8 >>> 0;
      this.high = (this.high << 8 | 255) >>> 0;
    }
    return bit;
  }

  end() {
    return Uint8Array.from([...this.written, ...[24, 16, 8, 0].map((shift) => this.low >>> shift & 255)]);
  }
}

class Reader {
  constructor(bytes) {
    Object.assign(this, { low: 0, high: 0xffffffff, bytes, at: 0, ahead: 0 });
    for (let i = 0; i < 4; i++) this.next();
  }

  next() {
    this.ahead = (this.ahead << 8 | this.bytes[this.at++]) >>> 0;
  }

  bit(contexts, at) {
    const middle = contexts.split(at, this.low, this.high), bit = this.ahead <= middle ? 1 : 0;
    if (bit) this.high = middle; else this.low = middle + 1;
    contexts.learn(at, bit);
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.low = this.low << 8 >>> 0;
      this.high = (this.high << 8 | 255) >>> 0;
      this.next();
    }
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
