// custom-elements.json is what the sources say.
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { readText, report, root } from './support/report.mjs';

const manifest = await cli({
  argv: ['analyze', '--config', '.config/custom-elements-manifest.config.mjs'],
  cwd: root,
  noWrite: true,
});
const isSame = readText('custom-elements.json') === `${JSON.stringify(manifest, null, 2)}\n`;
report(isSame ? [] : ['custom-elements.json is not what the sources say: run `npm run manifest` and commit it.']);
