// What a page loads of the player, in bytes and files: before it shows anything, at most 12 KiB, well within the first
// round trip of a connection; until it plays; and with each feature that is used later.
import fs from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { parseAst } from 'vite';
import { readText, report, root } from './support/report.mjs';

const ENTRY = 'dist/cdn/cf-stream-player.min.js';
const BUDGET = 12_288;
/** All code that plays a video with its controls, in English. */
const PLAYING = { bytes: 133_120, files: 8 };

/** The file and everything that it imports before it runs; import() is not followed. */
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

const packed = (code) => brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const sizes = [...closureOf(ENTRY)].map(([file, code]) => ({
  file,
  bytes: packed(code),
}));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`The player's first load is ${total} of ${BUDGET} bytes (brotli).`);
const tooLarge =
  total <= BUDGET
    ? []
    : [`That is ${total - BUDGET} bytes too many:`, ...sizes.map(({ file, bytes }) => `  ${file}: ${bytes}`)];

/** Tags of the languages besides English. */
const TAGS = fs
  .readdirSync(path.join(root, 'src/player/strings'))
  .flatMap((name) => /^(?!en\b)([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);
const ofEachLanguage = (before, budget) => Object.fromEntries(TAGS.map((tag) => [`${before}${tag}`, budget]));

// Code that is loaded later, each with everything it brings that is not loaded before.
const LATER = {
  controls: 20_352,
  settings: 4_160,
  captions: 4_096,
  'caption-style-panels': 1_280,
  shortcuts: 2_048,
  'fine-scrub': 768,
  'hover-preview': 1_408,
  tracks: 2_560,
  // With its texts in all languages.
  share: 4_256,
  languages: 2_432,
  // Readers of captions in the picture of a broadcast, and of segments other than fMP4.
  'embedded-captions': 3_840,
  'all-readers': 15_360,
  ...ofEachLanguage('', 1_536),
  ...ofEachLanguage('captions-', 512),
};
const nameOf = (file) => /cf-stream-player\.([\w-]+)\.min\.js$/.exec(file)?.[1];
const part = (name) => `dist/cdn/cf-stream-player.${name}.min.js`;
const first = new Set(closureOf(ENTRY).keys());
const withSession = new Set([...first, ...closureOf(part('playback-session')).keys()]);
const withControls = new Set([...withSession, ...closureOf(part('controls')).keys()]);
const playing = new Set([...withControls, ...closureOf(part('hls-engine')).keys()]);
const bytesOfPlaying = [...playing].reduce((sum, file) => sum + packed(readText(file)), 0);
console.log(
  `Until it plays, it is ${bytesOfPlaying} of ${PLAYING.bytes} bytes (brotli), in ${playing.size} of ${PLAYING.files} files.`,
);
const untilPlaying = [
  ...(bytesOfPlaying > PLAYING.bytes
    ? [`Until it plays, the player is ${bytesOfPlaying - PLAYING.bytes} bytes too large.`]
    : []),
  ...(playing.size > PLAYING.files
    ? [`Until it plays, the player is ${playing.size} files: ${[...playing].join(', ')}.`]
    : []),
];
/** What is loaded before each of them: a session has begun if there are controls, from which all others are opened. */
const BEFORE = {
  controls: withSession,
  settings: withControls,
  captions: withControls,
  shortcuts: withControls,
  'embedded-captions': playing,
  'all-readers': playing,
  'caption-style-panels': new Set([...withControls, ...closureOf(part('settings')).keys()]),
  share: withControls,
  'hover-preview': withSession,
  'fine-scrub': withControls,
};

/** Finds a part that is too large, or contains code that should be loaded only when it is used. */
function checkLater([name, budget]) {
  const files = [...closureOf(part(name))].filter(([file]) => !(BEFORE[name] ?? first).has(file));
  const bytes = files.reduce((sum, [, code]) => sum + packed(code), 0);
  console.log(`${name} is ${bytes} of ${budget} bytes (brotli).`);
  const early = files.map(([file]) => nameOf(file)).filter((other) => other !== name && other in LATER);
  return [
    ...(bytes > budget ? [`“${name}” is ${bytes - budget} bytes too large.`] : []),
    ...early.map((other) => `“${name}” brings “${other}” with it.`),
  ];
}

// Code that the first frame waits for: no file of it may be requested only after another one has arrived.
const startFiles = [ENTRY, part('playback-session')];
const serial = ['playback-session', 'hls-engine', 'native-engine'].flatMap((name) =>
  [...closureOf(part(name)).keys()]
    .filter((file) => file !== part(name) && !startFiles.includes(file))
    .map((file) => `“${name}” imports ${file}, one round trip more before the first frame.`),
);

// The uploader: what a page loads before anybody wants to choose a file, and all code that sends one, in English.
const UPLOADER = 'dist/cdn/cf-stream-upload.min.js';
const UPLOADER_FIRST = 12_288;
const UPLOADER_ALL = 41_088;
// The list of several files, only with `multiple`.
const UPLOADER_LIST = 2_240;
const uploaderPart = (name) => `dist/cdn/cf-stream-upload.${name}.min.js`;
const uploaderFiles = closureOf(uploaderPart('session'));
const firstOfUploader = packed(uploaderFiles.get(UPLOADER));
const allOfUploader = [...uploaderFiles.values()].reduce((sum, code) => sum + packed(code), 0);
console.log(`The uploader's first load is ${firstOfUploader} of ${UPLOADER_FIRST} bytes (brotli).`);
console.log(
  `All that sends a file is ${allOfUploader} of ${UPLOADER_ALL} bytes (brotli), in ${uploaderFiles.size} files.`,
);
const listFiles = [...closureOf(uploaderPart('list'))].filter(([file]) => !uploaderFiles.has(file));
const listOfUploader = listFiles.reduce((sum, [, code]) => sum + packed(code), 0);
console.log(`Its list of several files is ${listOfUploader} of ${UPLOADER_LIST} bytes (brotli).`);
const besides = [...closureOf(UPLOADER).keys()].filter((file) => file !== UPLOADER);
// All of it is requested at once: the code that sends files, and its texts, neither of which may import another file.
const known = [UPLOADER, uploaderPart('session'), uploaderPart('texts')];
const uploader = [
  ...(firstOfUploader > UPLOADER_FIRST ? [`${UPLOADER} is ${firstOfUploader - UPLOADER_FIRST} bytes too large.`] : []),
  ...(allOfUploader > UPLOADER_ALL ? [`The uploader is ${allOfUploader - UPLOADER_ALL} bytes too large in all.`] : []),
  ...(listOfUploader > UPLOADER_LIST ? [`The list is ${listOfUploader - UPLOADER_LIST} bytes too large.`] : []),
  ...besides.map((file) => `${UPLOADER} imports ${file}.`),
  ...[...uploaderFiles.keys()]
    .filter((file) => !known.includes(file))
    .map((file) => `What sends files imports ${file}, which is not asked for with it.`),
];

// What the uploader loads later, each with everything it brings: the recorder and its languages; and what is requested
// once there is a file, together with the code that sends it: to choose a thumbnail, to draw one, to show tooltips, to send a form.
const UPLOADER_LATER = {
  'upload-recorder': 8_192,
  'thumbnail-picker': 3_328,
  'file-thumbnail': 640,
  'row-tips': 768,
  'post-form': 768,
  ...ofEachLanguage('recording-', 1_280),
  ...ofEachLanguage('thumbnail-', 512),
};
const firstFiles = [...closureOf(UPLOADER).keys()];
for (const [name, budget] of Object.entries(UPLOADER_LATER)) {
  const before = /^(?:recording-|upload-rec|thumbnail-\w\w$)/.test(name) ? firstFiles : [...uploaderFiles.keys()];
  const files = [...closureOf(uploaderPart(name))].filter(([file]) => !before.includes(file));
  const bytes = files.reduce((sum, [, code]) => sum + packed(code), 0);
  console.log(`${name} is ${bytes} of ${budget} bytes (brotli), in ${files.length} files.`);
  if (bytes > budget) uploader.push(`“${name}” is ${bytes - budget} bytes too large.`);
  if (files.length > 1) uploader.push(`“${name}” brings ${files.map(([file]) => file).join(', ')} with it.`);
}

// The transcript: one file, on pages that have one, and another for each language.
const TRANSCRIPT = 'dist/cdn/cf-stream-transcript.min.js';
const TRANSCRIPT_BUDGET = 12_288;
const transcriptFiles = closureOf(TRANSCRIPT);
const transcriptBytes = packed(transcriptFiles.get(TRANSCRIPT));
console.log(`The transcript is ${transcriptBytes} of ${TRANSCRIPT_BUDGET} bytes (brotli).`);
const transcript = [
  ...(transcriptBytes > TRANSCRIPT_BUDGET
    ? [`${TRANSCRIPT} is ${transcriptBytes - TRANSCRIPT_BUDGET} bytes too large.`]
    : []),
  ...(transcriptFiles.size > 1 ? [`${TRANSCRIPT} imports ${[...transcriptFiles.keys()].slice(1).join(', ')}.`] : []),
];
for (const [name, budget] of Object.entries(ofEachLanguage('transcript-', 512))) {
  const bytes = packed(readText(TRANSCRIPT.replace('.min.js', `.${name}.min.js`)) ?? report([`${name} is missing.`]));
  console.log(`${name} is ${bytes} of ${budget} bytes (brotli).`);
  if (bytes > budget) transcript.push(`“${name}” is ${bytes - budget} bytes too large.`);
}

report([
  ...tooLarge,
  ...untilPlaying,
  ...transcript,
  ...serial,
  ...uploader,
  ...Object.entries(LATER).flatMap(checkLater),
]);
