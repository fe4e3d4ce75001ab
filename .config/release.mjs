// `npm run release`: all tests, the apps of frameworks, then the tarball, a zip of dist/cdn/ and one of the plugin for WordPress in
// .build/release, and what npm would publish. Nothing is published: `-- --publish` does that, with provenance, which npm takes from the CI that runs it. `--packed`
// leaves the tests out.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, '.build/release');
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const has = (flag) => process.argv.includes(flag);

function run(...command) {
  console.log(`$ ${command.join(' ')}`);
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The first day of the format, so that equal files make equal archives. */
const DATE = 0x21;
const UTF8 = 0x800;

/** Packs files into a zip archive. */
function zip(files) {
  const [bodies, directory] = [[], []];
  let offset = 0;
  for (const [file, bytes] of files) {
    const packed = deflateRawSync(bytes, { level: 9 });
    const encoded = Buffer.from(file);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(UTF8, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(DATE, 8);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(encoded.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), head, encoded, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    bodies.push(body);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, encoded]));
    offset += body.length;
  }
  const size = Buffer.concat(directory).length;
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, ...directory, Buffer.from('PK\x05\x06'), end]);
}

if (!has('--packed')) {
  run('npm', 'test');
  run('npm', 'run', 'test:frameworks');
  run('npm', 'run', 'test:stream-package');
}
fs.rmSync(folder, { recursive: true, force: true });
fs.mkdirSync(folder, { recursive: true });
// Builds, too.
run('npm', 'pack', '--pack-destination', folder);
const cdn = path.join(root, 'dist/cdn');
/** Writes an archive of folders, each `[its name in the archive, where it is]`. */
function pack(file, ...folders) {
  const files = folders.flatMap(([target, source]) =>
    fs
      .readdirSync(source)
      .sort()
      .map((entry) => [`${target}/${entry}`, fs.readFileSync(path.join(source, entry))]),
  );
  fs.writeFileSync(path.join(folder, file), zip(files));
  console.log(`.build/release/${file}: ${files.length} files`);
}

pack(`${name}-${version}-cdn.zip`, [`${name}-${version}`, cdn]);
pack(
  `${name}-${version}-wordpress.zip`,
  [name, path.join(root, 'demo/cms/wordpress')],
  [`${name}/cdn-${version}`, cdn],
);
const tarball = path.join(folder, `${name}-${version}.tgz`);
run('npm', 'publish', tarball, '--provenance', '--access', 'public', ...(has('--publish') ? [] : ['--dry-run']));
