// custom-elements.json matches the sources, and has a type and a description for everything that it names.
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { readText, report, root } from './support/report.mjs';

const manifest = await cli({
  argv: ['analyze', '--config', '.config/custom-elements-manifest.config.mjs'],
  cwd: root,
  noWrite: true,
});
const isSame = readText('custom-elements.json') === `${JSON.stringify(manifest, null, 2)}\n`;

/** Entries that an editor would show as "any", without a description, or by a name that only the sources know. */
const gaps = manifest.modules
  .flatMap(({ declarations }) => declarations)
  .flatMap(({ tagName, attributes, members, events }) =>
    [...attributes, ...members, ...events].flatMap((entry) => {
      const of = `${entry.name} of <${tagName}>`;
      const isName = /^[A-Za-z_]\w*$/.test(entry.default ?? '') && !/^(true|false|null)$/.test(entry.default);
      return [
        ...(entry.description ? [] : [`${of} has no description.`]),
        ...(entry.kind === 'method' || entry.type?.text ? [] : [`${of} has no type.`]),
        ...(isName ? [`${of} has the default ${entry.default}, which is the name of something in the sources.`] : []),
      ];
    }),
  );
report(
  gaps.length > 0
    ? gaps
    : isSame
      ? []
      : ['custom-elements.json is not what the sources say: run `npm run manifest` and commit it.'],
);
