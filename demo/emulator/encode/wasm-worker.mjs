// Runs ffmpeg compiled to WebAssembly, one command after the other, away from the thread that answers requests.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';

// The core expects a browser's worker and reads its location.
globalThis.self = { location: { href: import.meta.url } };
const { default: createCore } = await import('@ffmpeg/core');
// Compiled once: 32 MB take longer than most stills do.
const compiled = await WebAssembly.compile(readFileSync(fileURLToPath(import.meta.resolve('@ffmpeg/core/wasm'))));
const instantiateWasm = (imports, onInstance) => {
  WebAssembly.instantiate(compiled, imports).then((instance) => onInstance(instance, compiled));
  return {};
};

parentPort.on('message', async ({ inputFile, args, folders, outDir }) => {
  // The first lines say most, and the last ones.
  let log = '';
  const write = (text) =>
    (log = log.length < 4000 ? log + text : log.slice(0, 4000) + (log.slice(4000) + text).slice(-4000));
  try {
    // A new core for every command: the old one's memory goes with it.
    const core = await createCore({ instantiateWasm });
    core.setLogger(({ message }) => write(`${message}\n`));
    core.setProgress(({ progress }) => parentPort.postMessage({ progress }));
    core.FS.writeFile('/input', readFileSync(inputFile));
    core.FS.mkdir('/out');
    for (const folder of folders) core.FS.mkdirTree(`/out/${folder}`);
    const exitCode = core.exec(...args);
    core.FS.unlink('/input');
    if (exitCode === 0) copyOut(core.FS, '/out', outDir);
    parentPort.postMessage({ exitCode, log });
  } catch (error) {
    // Not the error itself: its text can be the whole core, which is one line.
    parentPort.postMessage({ exitCode: -1, log: `${log}${String(error?.message ?? error).slice(0, 500)}` });
  }
});

function copyOut(FS, from, to) {
  for (const name of FS.readdir(from)) {
    if (name === '.' || name === '..') continue;
    const path = `${from}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) copyOut(FS, path, join(to, name));
    else {
      mkdirSync(dirname(join(to, name)), { recursive: true });
      writeFileSync(join(to, name), FS.readFile(path));
    }
  }
}
