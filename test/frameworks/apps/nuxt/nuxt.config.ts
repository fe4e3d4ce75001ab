export default defineNuxtConfig({
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('cf-stream-') } },
  css: ['cf-stream-elements/cf-stream-elements.css'],
  typescript: {
    tsConfig: {
      compilerOptions: { exactOptionalPropertyTypes: true },
      vueCompilerOptions: { strictTemplates: true },
    },
  },
});
