// What a page loads before anything of the player is seen: at most 12 KiB, well within the first round trip of a connection.
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parseAst } from 'vite';
import { readText, report } from './support/report.mjs';

const ENTRY = 'dist/cdn/cf-stream-player.min.js';
const BUDGET = 12_288;

/** The file and all it imports before it runs; what it loads later by import() is not among them. */
function closureOf(entry) {
  const files = new Map();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    const code = readText(file);
    if (code === undefined) report([`${file} is missing: was the build run?`]);
    files.set(file, code);
    for (const { type, source } of parseAst(code).body) {
      if (!source || !/^(Import|Export)/.test(type)) continue;
      if (!source.value.startsWith('.')) report([`${file} imports “${source.value}”, which no browser can resolve.`]);
      waiting.push(path.posix.join(path.posix.dirname(file), source.value));
    }
  }
  return files;
}

const sizes = [...closureOf(ENTRY)].map(([file, code]) => ({
  file,
  bytes: brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
}));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`The player's first load is ${total} of ${BUDGET} bytes (brotli).`);
report(total <= BUDGET ? [] : [
  `That is ${total - BUDGET} bytes too many:`,
  ...sizes.map(({ file, bytes }) => `  ${file}: ${bytes}`),
]);
