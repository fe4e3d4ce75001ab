// A rule is pure when its test runs in Node (`*.node.test.ts`): such files, and what they import, are type-checked without
// a document here.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..');
const files = fs
  .readdirSync(path.join(root, 'test'), { recursive: true })
  .filter((name) => name.endsWith('.node.test.ts'))
  .map((name) => path.join(root, 'src', name.replace('.node.test.ts', '.ts')))
  .filter((file) => fs.existsSync(file));

const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, lib: ['ES2023', 'WebWorker'], types: [] },
  root,
);
const program = ts.createProgram(files, options);
const findings = ts.getPreEmitDiagnostics(program);
if (findings.length > 0) {
  console.error(
    ts.formatDiagnostics(findings, {
      getCanonicalFileName: (name) => name,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  );
  process.exit(1);
}
