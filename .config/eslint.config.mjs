// What is written in templates and of custom elements. All else is linted by Oxlint, which knows types and is faster:
// .oxlintrc.json has those rules.
import path from 'node:path';
import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import { parser } from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '..');

export default defineConfig(lit['flat/recommended'], wc['flat/best-practice'], {
  basePath: root,
  files: ['src/**/*.ts', 'demo/**/*.ts', 'test/**/*.ts'],
  ignores: ['demo/.data/**', 'test/frameworks/**', 'test/stream-package/app/**', '**/node_modules/**'],
  languageOptions: { parser },
  // Comments that turn off a rule are Oxlint's, which tells those that nothing needs.
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  plugins: { 'lit-a11y': litA11y },
  rules: {
    ...litA11y.configs.recommended.rules,
    // Oxlint's does not see that a value is used in the next round of a loop.
    'no-useless-assignment': 'error',
    // It says what in a dialog has the focus first, and is used nowhere else.
    'lit-a11y/no-autofocus': 'off',
  },
});
