// `npx cloudflare-stream-local`. Options stand in alone/command-line.ts.
import { runCommand } from '../alone/run-command.js';

await runCommand({ command: 'npx cloudflare-stream-local', dataDir: '.local-stream', dataName: '.local-stream' });
