import fs from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../../../demo/start/options.js';

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Reads a number from the environment. */
export const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

/** The value in the middle, or the mean of the two there. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Prints a table, as Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  print(lineOf(head));
  print(
    `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`,
  );
  for (const row of rows) print(lineOf(row));
}

/** Keeps all figures of a bench, with the date. */
export function keepFigures(name: string, figures: object): void {
  const folder = path.join(PROJECT, '.build/bench');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.json`);
  fs.writeFileSync(file, JSON.stringify({ date: new Date().toISOString(), ...figures }, null, 1));
  print(`\nAll figures: ${path.relative(PROJECT, file)}`);
}
