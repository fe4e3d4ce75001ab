import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { root } from './report.mjs';

const exec = promisify(execFile);
const words = process.env.TEST_WORDS?.split(' ').filter(Boolean) ?? [];

/** A suite of commands, so many at a time, each with the name of its test. One that fails shows its output. */
export function checks(title, commands, concurrency = 1) {
  describe(title, { concurrency }, () => {
    for (const [name, command, ...args] of commands) {
      if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
      it(name, async (t) => {
        const shell = process.platform === 'win32' && command === 'npm';
        const { code, stdout, stderr } = await exec(command, args, { cwd: root, shell, maxBuffer: 2 ** 26 }).catch(
          (error) => error,
        );
        for (const line of stdout.trim().split('\n').filter(Boolean)) t.diagnostic(line);
        if (code !== undefined) throw new Error(`${[command, ...args].join(' ')} failed:\n${stdout}${stderr}`);
      });
    }
  });
}
