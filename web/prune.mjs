// Leaves out of Pyodide what nobody here can call: node prune.mjs MODULES CORE OUT
// Pyodide offers each of its functions to packages that it may load. Here it loads one, CORE: what neither that, nor Pyodide's
// own JavaScript, nor a function that stays asks for, goes.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, core, out] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(`${modules}/binaryen/index.js`));
const GIVEN = /(\w+)=Module\["\1"\]=wasmExports\["(\w+)"\];/g; // each function, by its name in JavaScript and in WebAssembly,
const NAMED = /var ((?:\w+,){100,}\w+);/g; // and the row of these names
const KEPT = /^(memory$|__)/; // what Pyodide looks for by parts of names
const FEATURES = ["MutableGlobals", "SignExt", "NontrappingFPToInt", "BulkMemory", "ExceptionHandling", "Multivalue",
  "ReferenceTypes"].reduce((all, name) => all | binaryen.Features[name], 0);

const text = (name) => readFileSync(`${modules}/pyodide/${name}`, "utf-8");
const bytes = readFileSync(`${modules}/pyodide/pyodide.asm.wasm`), script = text("pyodide.asm.mjs");
const words = new Set((script.replace(GIVEN, "").replace(NAMED, "") + text("pyodide.mjs")).match(/[\w$]+/g));
const both = [bytes, readFileSync(core)].map((each) => new WebAssembly.Module(each));
const imported = new Set(both.flatMap((each) => WebAssembly.Module.imports(each)).map(({ name }) => name));
const asked = (name) => KEPT.test(name) || imported.has(name) || words.has(name) || words.has(`_${name}`);

const gone = new Set(WebAssembly.Module.exports(both[0]).map(({ name }) => name).filter((name) => !asked(name)));
const wasm = binaryen.readBinary(bytes);
wasm.setFeatures(FEATURES);
for (const name of gone) wasm.removeExport(name);
wasm.runPasses(["remove-unused-module-elements"]);
writeFileSync(`${out}/pyodide.asm.wasm`, wasm.emitBinary());

const unnamed = new Set();
const shorter = script.replace(GIVEN, (given, name, called) => gone.has(called) ? (unnamed.add(name), "") : given)
  .replace(NAMED, (_, names) => `var ${names.split(",").filter((name) => !unnamed.has(name)).join(",")};`);
writeFileSync(`${out}/pyodide.asm.mjs`, shorter);
