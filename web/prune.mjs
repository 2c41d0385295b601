// Leaves out of Pyodide what nobody here can call: node prune.mjs MODULES CORE OUT
// Pyodide offers each of its functions to packages that it may load. Here it loads one, CORE: what neither that, nor Pyodide's
// own JavaScript, nor a function that stays asks for, goes; of the JavaScript, what Pyodide offers them in turn likewise.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";

const [modules, core, out] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(`${modules}/binaryen/index.js`));
runInThisContext(readFileSync(`${modules}/terser/dist/bundle.min.js`, "utf-8"));
const GIVEN = /(\w+)=Module\["\1"\]=wasmExports\["(\w+)"\];/g; // each function, by its name in JavaScript and in WebAssembly,
const NAMED = /var ((?:\w+,){100,}\w+);/g; // and the row of these names
const OFFERED = /(?<=var wasmImports=\{)[^{}]*(?=\})/; // each function of JavaScript that WebAssembly may ask for,
const OF_ONE = /([\w$]+)\.sig="\w*"[;,]|Module\["([\w$]+)"\]=\2[;,]/g; // and what else is said of it
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

const unnamed = new Set(), unasked = new Set();
const fewer = script.replace(GIVEN, (given, name, called) => gone.has(called) ? (unnamed.add(name), "") : given)
  .replace(NAMED, (_, names) => `var ${names.split(",").filter((name) => !unnamed.has(name)).join(",")};`)
  .replace(OFFERED, (offered) => offered.split(",").filter((each) => {
    const [name, called = name] = each.split(":");
    return imported.has(name) || script.includes(`wasmImports["${name}"]`) || !unasked.add(called);
  }).join(","));
const alone = fewer.replace(OF_ONE, (said, signed, named) =>
  unasked.has(signed) || unasked.has(named) && !fewer.includes(`Module.${named}`) ? "" : said);
const { code } = await Terser.minify(alone, { module: true, compress: { passes: 2, pure_getters: true } });
writeFileSync(`${out}/pyodide.asm.mjs`, code);
