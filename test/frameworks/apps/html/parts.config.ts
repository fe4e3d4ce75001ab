import { defineConfig } from 'vite';

/** Builds with one product alone, or with both. */
export default defineConfig(({ mode }) => ({
  build: {
    sourcemap: true,
    rolldownOptions: { input: mode === 'both' ? 'cf-stream-elements' : `cf-stream-elements/${mode}` },
  },
}));
