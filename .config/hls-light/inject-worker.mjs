// A worker would come from a blob, which strict policies forbid.
export const hasUMDWorker = () => false;
export const [injectWorker, loadWorker, removeWorkerFromStore] = [];
