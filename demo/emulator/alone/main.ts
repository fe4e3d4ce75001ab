// `npm run stream`: the local Stream alone. Options stand in alone/command-line.ts.
import { OF_REPOSITORY } from './command-line.js';
import { runCommand } from './run-command.js';

await runCommand(OF_REPOSITORY);
