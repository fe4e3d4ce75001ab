// Builds the demo's pages, unless they are up to date.
import { buildPages } from '../../../demo/start/build-pages.js';

await buildPages();
