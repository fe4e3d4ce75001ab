// Runs in a page: Uppy with its tus plugin, as a site would use it.
import Uppy from '@uppy/core';
import Tus from '@uppy/tus';

declare global {
  interface Window {
    /** Uploads the chosen file and returns its upload URL. */
    sendChosenFile(chunkSize: number): Promise<string>;
  }
}

window.sendChosenFile = async (chunkSize) => {
  const uppy = new Uppy().use(Tus, { endpoint: '/uploads', chunkSize, retryDelays: [0, 500, 1000] });
  const file = document.querySelector('input')?.files?.[0];
  if (!file) throw new Error('No file was chosen.');
  uppy.addFile({ name: file.name, type: file.type, data: file });
  const result = await uppy.upload();
  const [sent] = result?.successful ?? [];
  if (!sent?.uploadURL) throw new Error(`Uppy failed: ${result?.failed?.[0]?.error ?? 'without a reason'}`);
  return sent.uploadURL;
};
