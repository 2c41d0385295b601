// Squeezes the rows of what was learned, as the browser will read them: node rows.mjs FILE, which is replaced.
import { readFileSync, writeFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

for (const name of ["coder", "rows", "learned"]) {
  runInThisContext(readFileSync(new URL(`browser/${name}.js`, import.meta.url), "utf-8"));
}
const [file] = process.argv.slice(2);
const whole = new Uint8Array(readFileSync(file));
const sent = Buffer.concat(Learned.empty(whole.slice()));
if (Buffer.compare(whole.subarray(Learned.HEAD), Learned.fill(new Uint8Array(sent)))) throw Error("what was written is not what is read");
writeFileSync(file, sent);
