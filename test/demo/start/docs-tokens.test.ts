// Runs the code of the guide on signing tokens as it is, and checks that the local Stream accepts what it signs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { verifyPlaybackToken } from '../../../demo/emulator/delivery/playback-token.js';
import { PROJECT } from '../../../demo/start/options.js';

const UID = '6b9e68b07dfee8cc2d116e4c51d6a957';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const env = {
  ...process.env,
  STREAM_SIGNING_KEY_ID: 'key',
  STREAM_SIGNING_JWK: base64(JSON.stringify(privateKey.export({ format: 'jwk' }))),
  STREAM_SIGNING_PEM: base64(privateKey.export({ type: 'pkcs1', format: 'pem' }) as string),
};
const guide = fs.readFileSync(path.join(PROJECT, 'demo/docs/tokens.md'), 'utf8');
const codeOf = (heading: string): string =>
  /^```(?:js|php|python)\n([^]*?)^```/m.exec(guide.split(`\n## ${heading}\n`)[1] ?? '')?.[1] ?? '';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'docs-tokens-'));
after(() => fs.rmSync(folder, { recursive: true }));

const PYTHON = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import jwt']).status === 0);
const PHP = spawnSync('php', ['-v']).status === 0 ? 'php' : undefined;

/** For each language: the program, the file for the guide's code, and a line to append that prints a token. */
const LANGUAGES = [
  ['Node', process.execPath, 'token.mjs', `console.log(signToken('${UID}')); process.exit();`],
  [
    'Workers',
    process.execPath,
    'worker.mjs',
    `\nconsole.log((await (await worker.fetch(new Request('http://x/api/videos/${UID}/token'), process.env)).json()).token);`,
  ],
  ['PHP', PHP, 'token.php', `echo sign_token('${UID}');`],
  ['Python', PYTHON, 'stream_token.py', `print(sign_token('${UID}'))`],
] as const;

describe('the guide on signing tokens', () => {
  for (const [language, program, name, ending] of LANGUAGES)
    it(`signs a valid token in ${language}`, { skip: program === undefined && `no ${language} here` }, () => {
      const file = path.join(folder, name);
      const code = codeOf(language).replace('export default {', 'const worker = {');
      fs.writeFileSync(file, `${code}\n${ending}\n`);
      const { stdout, stderr } = spawnSync(program!, [file], { env: { ...env, PORT: '0' }, encoding: 'utf8' });
      const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
      const now = Date.now() / 1000;
      const find = (id: string) => (id === 'key' ? key : undefined);
      const token = verifyPlaybackToken(stdout.trim(), find, now);
      assert.equal(token.uid, UID, stderr);
      assert.ok(token.expiresAt > now && token.expiresAt <= now + 3_601);
    });
});
