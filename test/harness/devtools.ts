// Touches and the accessibility tree for component tests; in Chromium only.
import { executeServerCommand } from '@web/test-runner-commands';

/** Touch point, in CSS pixels of the viewport. */
export interface TouchPoint {
  readonly x: number;
  readonly y: number;
  readonly id?: number;
}

/** Node of the accessibility tree. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly states: Readonly<Record<string, unknown>>;
}

/** Turns the emulation of a touch screen on or off. */
export async function setTouchScreen(enabled: boolean): Promise<void> {
  await executeServerCommand('touch-screen', { enabled });
}

/** Starts, moves, ends or cancels touches, which the browser handles like real ones. */
export async function touch(
  type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
  ...touchPoints: readonly TouchPoint[]
): Promise<void> {
  await executeServerCommand('touch-event', { type, touchPoints });
}

/** Reads the accessibility tree of the page, in order: roles, names, values, descriptions and states. */
export function hearPage(): Promise<readonly Heard[]> {
  return executeServerCommand('accessibility-tree', {});
}
