// Makes sure that Node is new enough and that the packages of package-lock.json are installed. Runs before anything
// else does, so it uses nothing but Node, and no syntax that an old Node would stumble over before it can say so.
// `node .config/setup.mjs some.ts` runs a script after that, in the same process. `npm run setup`, for those who work on
// this repository, also sets up Git.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Says in one sentence why the work cannot begin. */
export class SetupError extends Error {}

/**
 * Installs the packages if they are missing or others than package-lock.json says. Says nothing when all is well.
 *
 * @returns {boolean} whether something was installed
 * @throws {SetupError}
 */
export function ensurePackages() {
  const manifest = readJson(path.join(root, 'package.json'));
  checkNode(manifest.engines.node.replace('>=', ''));
  if (isInstalled(manifest)) return false;
  checkWritable();
  console.log('Installing packages (npm ci). This takes about a minute, and only the first time.');
  runNpm();
  return true;
}

/** The same, for a script that cannot go on without: it says the sentence and ends the process. */
export function ensurePackagesOrExit() {
  try {
    ensurePackages();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function checkNode(wanted) {
  const [major, minor] = wanted.split('.').map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new SetupError(
    `Node ${wanted} or newer is needed, and this is ${process.versions.node}: install it from https://nodejs.org, then run the command again.`,
  );
}

/** Compares the lock with what npm noted at the end of its last run; optional packages of other systems may be missing. */
function isInstalled(manifest) {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages;
  const installed = readJson(path.join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!wanted || !installed) return false;
  const same = Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const other = installed[name];
    return other ? other.version === entry.version && other.integrity === entry.integrity : entry.optional === true;
  });
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return same && direct.every((name) => fs.existsSync(path.join(root, 'node_modules', name, 'package.json')));
}

function checkWritable() {
  const probe = path.join(root, `.setup-${process.pid}`);
  try {
    fs.writeFileSync(probe, '');
    fs.rmSync(probe);
  } catch (error) {
    throw new SetupError(
      `The packages cannot be installed because ${root} cannot be written to (${error.code}): change its owner, or clone into a folder of your own.`,
    );
  }
}

function runNpm() {
  // Inside of `npm start`, the npm that runs it is the one to take.
  const own = process.env.npm_execpath;
  const [command, ...first] = own && path.basename(own) === 'npm-cli.js' ? [process.execPath, own] : ['npm'];
  const result = spawnSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (result.status === 0) return;
  if (result.error?.code === 'ENOENT')
    throw new SetupError(
      'The packages cannot be installed because npm was not found: it comes with Node from https://nodejs.org.',
    );
  process.stderr.write(result.stderr ?? '');
  throw new SetupError(
    `The packages could not be installed: npm ended with ${result.signal ?? `code ${result.status}`}, and what it said stands above.`,
  );
}

const HOOKS = '.config/hooks';

/** Switches on the hooks of this repository, and the list of commits that `git blame` passes over. Says what it did. */
function setUpGit() {
  if (process.env.CI) return console.log('Git is left as it is: this is a CI run.');
  const top = git('rev-parse', '--show-toplevel');
  if (!top || fs.realpathSync(top) !== fs.realpathSync(root))
    return console.log('Git is left as it is: this folder is no clone.');
  git('config', 'blame.ignoreRevsFile', '.git-blame-ignore-revs');
  const others = git('config', '--local', 'core.hooksPath');
  if (others && others !== HOOKS) {
    return console.log(
      `This clone has hooks in ${others}, which stay. Those of this repository: git config core.hooksPath ${HOOKS}`,
    );
  }
  git('config', 'core.hooksPath', HOOKS);
  console.log('Commits are checked from now on. To end that: git config --unset core.hooksPath');
}

/** What Git says; `undefined` when it fails, or is not there. */
function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  ensurePackagesOrExit();
  const script = process.argv[2];
  if (script === '--git') setUpGit();
  else if (script) {
    const { register } = await import('tsx/esm/api');
    register();
    // As if Node had been given the script itself: its own arguments stand behind it.
    process.argv.splice(1, 2, path.resolve(script));
    await import(pathToFileURL(path.resolve(script)).href);
  }
}
