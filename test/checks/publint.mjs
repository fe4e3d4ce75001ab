// publint finds nothing in package.json and the files that it names.
import fs from 'node:fs';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { report, root } from './support/report.mjs';

const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const { messages } = await publint({ pkgDir: root, strict: true });
report(messages.map((message) => formatMessage(message, manifest, { color: false })));
