// Helpers of component tests for <cf-stream-upload>, in terms of what a person does and sees.
import { fixture, html, waitUntil } from '@open-wc/testing';
import type { CfStreamUpload } from '../../src/define/upload.js';
import type { FakeUpload } from './fake-upload.js';

/** Longest time a test waits for something, in milliseconds. */
export const PATIENCE = { timeout: 30_000, interval: 20 };

/** An uploader that sends to a stand-in. */
export function uploader(fake: FakeUpload, name = ''): Promise<CfStreamUpload> {
  return fixture<CfStreamUpload>(
    html`<cf-stream-upload
      name=${name}
      endpoint=${fake.endpoint}
      status-endpoint=${fake.statusEndpoint}
      chunk-size="5242880"
    ></cf-stream-upload>`,
  );
}

/** Chooses a file as a person does through the file dialogue. */
export function chooseFile(upload: CfStreamUpload, file: File): void {
  chooseFiles(upload, [file]);
}

/** Chooses several files. */
export function chooseFiles(upload: CfStreamUpload, files: readonly File[]): void {
  const input = upload.shadowRoot!.querySelector('input')!;
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Waits until the upload has this status and is rendered. */
export async function untilStatus(
  upload: CfStreamUpload,
  status: CfStreamUpload['state']['status'],
  patience = PATIENCE,
): Promise<void> {
  await waitUntil(() => upload.state.status === status, `never came to ${status}`, patience);
  await upload.updateComplete;
  await rowOf(upload)?.updateComplete;
}

/** The row of the file, if there is one. */
export function rowOf(upload: CfStreamUpload): HTMLElementTagNameMap['cf-stream-upload-row'] | null {
  return upload.shadowRoot!.querySelector('cf-stream-upload-row');
}

/** The rows of several files. */
export function rowsOf(upload: CfStreamUpload): HTMLElementTagNameMap['cf-stream-upload-row'][] {
  return [...upload.shadowRoot!.querySelectorAll('cf-stream-upload-row')];
}

/** A button in the rows of several files, by its label. */
export function namedButton(upload: CfStreamUpload, label: string): HTMLButtonElement {
  const buttons = rowsOf(upload).flatMap((row) => [...row.shadowRoot!.querySelectorAll('button')]);
  const found = buttons.find(({ ariaLabel }) => ariaLabel === label);
  if (!found) throw new Error(`No button "${label}" among: ${buttons.map((button) => button.ariaLabel).join(', ')}`);
  return found;
}

/** The text in the element now. */
export function textOf(upload: CfStreamUpload): string {
  const root = rowOf(upload)?.shadowRoot ?? upload.shadowRoot!;
  const parts = [...root.querySelectorAll('p, button')].map((part) => part.textContent);
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}

/** The last announcement to screen readers. */
export function announced(upload: CfStreamUpload): string {
  return upload.shadowRoot!.querySelector('[role=status]')!.textContent;
}

/** A button, by its text or its label. */
export function buttonOf(upload: CfStreamUpload, name: string): HTMLButtonElement {
  const roots = [upload.shadowRoot!, rowOf(upload)?.shadowRoot];
  const buttons = roots.flatMap((root) => [...(root?.querySelectorAll('button') ?? [])]);
  const found = buttons.find((button) => (button.ariaLabel ?? button.textContent.trim()) === name);
  if (!found)
    throw new Error(`No button "${name}" among: ${buttons.map((b) => b.ariaLabel ?? b.textContent).join(', ')}`);
  return found;
}

/** The progress bar, if one is shown. */
export function progressOf(upload: CfStreamUpload): HTMLElement | null {
  return rowOf(upload)?.shadowRoot?.querySelector<HTMLElement>('[role=progressbar]') ?? null;
}
