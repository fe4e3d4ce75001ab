// The elements are imported and rendered in jsdom and happy-dom, where people run the unit tests of their pages.
import { spawnSync } from 'node:child_process';
import { report, root } from './support/report.mjs';

report(
  ['jsdom', 'happy-dom'].flatMap((name) => {
    const { status, stderr } = spawnSync(process.execPath, ['test/checks/support/render-in.mjs', name], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return status === 0 ? [] : [`The elements cannot be rendered in ${name}: ${stderr.trim()}`];
  }),
);
