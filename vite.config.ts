import path from 'node:path';
import { defineConfig } from 'vite';
import { docsSite } from './.config/docs-site.mjs';
import { hlsLight } from './.config/hls-light.mjs';
import { slimLit } from './.config/slim-lit.mjs';
import { tusLight } from './.config/tus-light.mjs';

const root = path.join(import.meta.dirname, 'demo/pages');
const PAGES = ['index', 'player', 'states', 'hostile', 'skin', 'media-chrome'];
const docs = docsSite(path.join(root, 'docs'));

/** The demo's pages. `npm start` builds them, into a folder of its own choice. */
export default defineConfig({
  root,
  publicDir: false,
  // As in dist/cdn/; HLS_BUILD=npm takes hls.js, tus-js-client and Lit as npm users have them.
  plugins: [docs.plugin, ...(process.env.HLS_BUILD === 'npm' ? [] : [hlsLight(), tusLight(), slimLit])],
  build: {
    target: 'es2022',
    outDir: path.join(import.meta.dirname, '.build/demo'),
    emptyOutDir: true,
    // Small pictures stay files: as data: addresses, the pages' policy would have to allow those.
    assetsInlineLimit: 0,
    // Every browser that runs the elements knows modulepreload by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [...PAGES.map((page) => path.join(root, `${page}.html`)), ...docs.inputs],
      // Whoever starts the demo need not know how long each plugin took.
      checks: { bundlerTimings: false },
    },
  },
});
