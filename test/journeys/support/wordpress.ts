// A real WordPress with the plugin of demo/cms/wordpress in it, on PHP's own server and without a database.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { build } from 'vite';
import { PROJECT } from '../../../demo/start/options.js';
import { freePort } from '../../demo/server/support/free-port.js';
import { findPhp, findWordpress } from '../../harness/tools.mjs';
import { until } from './until.js';

/** Folder of the plugin. */
export const PLUGIN = path.join(PROJECT, 'demo/cms/wordpress');
const SUPPORT = path.join(import.meta.dirname, 'wordpress');

/** Users of the site: an author may not write unfiltered HTML, an editor may, and can read private posts. */
export const AUTHOR = 2;
export const EDITOR = 3;

/** Options of a site. */
export interface WordpressOptions {
  /** Constants of wp-config.php. */
  readonly constants: Readonly<Record<string, string>>;
  /** Structure of the addresses; empty for plain ones. */
  readonly permalinks?: string;
  /** Whether it has the function for script modules of WordPress 6.5. */
  readonly hasModules?: boolean;
  /** Whether it caches each page for everybody after the first request. */
  readonly hasPageCache?: boolean;
}

/** A post in the site's cache. */
export interface Post {
  readonly ID: number;
  readonly post_content: string;
  readonly post_status?: 'private' | 'draft';
  readonly post_password?: string;
}

/** A running WordPress. */
export interface Wordpress {
  readonly origin: string;
  /** Replaces all posts. */
  setPosts(posts: readonly Post[]): void;
  /** Returns what WordPress stores of a text that a user saves. */
  save(user: number, text: string): Promise<string>;
  /** Returns what `wp_kses_post()` leaves of a text. */
  filter(text: string): Promise<string>;
  /** Signs a user in, and returns the cookies. */
  signIn(user: number): Promise<string>;
  /** Invalidates all nonces that were issued before. */
  endNonces(): void;
  /** What PHP has logged about the plugin: notices, warnings, writes to the database. */
  complaints(): string[];
}

/** Returns why tests with WordPress have to be skipped, or `false`. */
export const wordpressSkipReason = (): string | false =>
  findPhp() === undefined
    ? 'PHP was not found and could not be installed'
    : findWordpress() === undefined && 'WordPress was not found and could not be unpacked';

/** Starts a site in a folder of its own; both are removed after the test. */
export async function startWordpress(t: Pick<TestContext, 'after'>, options: WordpressOptions): Promise<Wordpress> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wordpress-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const plugin = path.join(folder, 'wp-content/plugins/cf-stream-elements');
  fs.cpSync(PLUGIN, plugin, { recursive: true });
  fs.cpSync(await buildScripts(), path.join(plugin, `cdn-${versionOf(plugin)}`), { recursive: true });
  // WordPress loads these two by their names.
  for (const name of ['db.php', 'advanced-cache.php'])
    fs.copyFileSync(path.join(SUPPORT, name), path.join(folder, 'wp-content', name));
  fs.mkdirSync(path.join(folder, 'wp-content/themes/theme'), { recursive: true });
  for (const name of ['wp-includes', 'wp-admin', 'wp-settings.php'])
    fs.symlinkSync(path.join(findWordpress()!, name), path.join(folder, name));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const site = { origin, permalinks: '/%postname%/', hasModules: false, hasPageCache: false, ...options };
  const configure = (day: number): void =>
    fs.writeFileSync(path.join(folder, 'site.json'), JSON.stringify({ ...site, day }));
  configure(1);
  const setPosts = (posts: readonly Post[]): void =>
    fs.writeFileSync(path.join(folder, 'posts.json'), JSON.stringify(posts));
  setPosts([]);

  const settings = ['display_errors=0', 'log_errors=1', 'error_log='].flatMap((setting) => ['-d', setting]);
  const args = [...settings, '-S', `127.0.0.1:${port}`, '-t', folder, path.join(SUPPORT, 'site.php')];
  const child = spawn(findPhp()!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  t.after(async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  await until(
    'WordPress answers',
    () =>
      fetch(origin).then(
        ({ status }) => status === 404,
        () => false,
      ),
    { describe: () => said },
  );

  const post = async (at: string, body: string): Promise<string> => {
    const answer = await fetch(`${origin}/test/${at}`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`${at}: ${answer.status} ${said}`);
    return answer.text();
  };
  return {
    origin,
    setPosts,
    save: (user, text) => post(`save/${user}`, text),
    filter: (text) => post('kses', text),
    signIn: async (user) => {
      const { headers } = await fetch(`${origin}/test/login/${user}`);
      return headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ');
    },
    endNonces: () => configure(2),
    complaints: () =>
      said.split('\n').filter((line) => line.includes('cf-stream-elements') && !/ \[[23]\d\d\]: /.test(line)),
  };
}

/** Version that a plugin states in its header. */
export const versionOf = (plugin: string): string =>
  /^ \* Version: (\S+)$/m.exec(fs.readFileSync(path.join(plugin, 'cf-stream-elements.php'), 'utf8'))?.[1] ?? '';

let built: Promise<string> | undefined;

/** Builds, once, the player's files of dist/cdn as `npm run build` does: an entry, and the chunks that it loads. */
function buildScripts(): Promise<string> {
  built ??= (async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wordpress-scripts-'));
    process.on('exit', () => fs.rmSync(folder, { recursive: true }));
    await build({
      configFile: false,
      root: PROJECT,
      publicDir: false,
      logLevel: 'error',
      build: {
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        target: 'es2022',
        lib: { entry: { 'cf-stream-player': path.join(PROJECT, 'src/define/player.ts') }, formats: ['es'] },
        rolldownOptions: { output: { entryFileNames: '[name].min.js', chunkFileNames: '[name]-[hash].min.js' } },
      },
    });
    fs.copyFileSync(path.join(PROJECT, 'src/cf-stream-elements.css'), path.join(folder, 'cf-stream-elements.css'));
    return folder;
  })();
  return built;
}
