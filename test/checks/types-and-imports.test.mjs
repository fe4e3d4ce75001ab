// What the source says without being run.
import { checks } from './support/checks.mjs';

checks(
  'the source',
  ['typecheck', 'boundaries'].map((script) => [script, 'npm', 'run', '-s', script]),
);
