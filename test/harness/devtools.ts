// Fingers, and what screen readers are told, for component tests; in Chromium only.
import { executeServerCommand } from '@web/test-runner-commands';

/** A finger on the screen, in pixels of the window. */
export interface TouchPoint {
  readonly x: number;
  readonly y: number;
  readonly id?: number;
}

/** What is told of an element. */
export interface Heard {
  readonly role: string;
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly states: Readonly<Record<string, unknown>>;
}

/** Makes the screen one that is touched, or not any more. */
export async function setTouchScreen(enabled: boolean): Promise<void> {
  await executeServerCommand('touch-screen', { enabled });
}

/** Puts fingers down, moves those that are down, or lifts all; the browser makes of it what it makes of real ones. */
export async function touch(
  type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
  ...touchPoints: readonly TouchPoint[]
): Promise<void> {
  await executeServerCommand('touch-event', { type, touchPoints });
}

/** Reads all that screen readers are told of the page, in its order: roles, names, values, descriptions and states. */
export function hearPage(): Promise<readonly Heard[]> {
  return executeServerCommand('accessibility-tree', {});
}
