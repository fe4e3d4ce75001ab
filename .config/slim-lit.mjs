/**
 * What is taken from Lit in the script-tag files, since neither the elements nor the browsers they run in need it: other
 * compilers' decorators, style sheets that cannot be adopted, polyfills, bindings in comments, in `<style>` and on elements
 * as a whole, MathML, attributes that are JSON. It is a fifth of what is Lit's in the first load. By file, what to replace;
 * each text is there once, or the build fails.
 */
const CUTS = {
  '@lit/reactive-element/reactive-element.js': [
    // Every element of ours makes it as MovableElement does.
    [
      'createRenderRoot(){const t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(t,this.constructor.elementStyles),t}',
      '',
    ],
    ['case Object:case Array:t=null==t?t:JSON.stringify(t)', ''],
    ['case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}', ''],
    ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
    [
      'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
      '',
    ],
    [
      'if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}',
      'this.finalized=!0,this._$Ei();',
    ],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
    ['void 0!==t.l&&(this.l=[...t.l]),', ''],
    [',this.constructor.l?.forEach(t=>t(this))', ''],
    ['p=a.reactiveElementPolyfillSupport,', ''],
    [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', ''],
  ],
  'lit-element/lit-element.js': [
    [
      'createRenderRoot(){const t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}',
      '',
    ],
    [',s.litElementHydrateSupport?.({LitElement:i})', ''],
    ['const o=s.litElementPolyfillSupport;o?.({LitElement:i});', ''],
    ['(s.litElementVersions??=[]).push("4.2.2");', ''],
  ],
  'lit-html/lit-html.js': [
    ['void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p)', 'void 0!==u[2]?c=p'],
    [
      'if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}',
      '',
    ],
    ['y=/^(?:script|style|textarea|title)$/i,', ''],
    ['else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}', ''],
    ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))', ''],
    [':6===r.type&&(i=new Z(h,this,t))', ':0'],
    ['2===i?"<svg>":3===i?"<math>":""', '2===i?"<svg>":""'],
    ['2===i?"</svg>":3===i?"</math>":""', '2===i?"</svg>":""'],
    ['2===i||3===i', '2===i'],
    ['j={M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z}', 'j={I:k}'],
    [',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");const D', ',D'],
    ['Error("invalid template strings array")', 'Error()'],
  ],
};

/** Modules that are written anew, for what is left of them. */
const REWRITTEN = {
  '@lit/reactive-element/css-tag.js': `
    export const supportsAdoptingStyleSheets = true;
    export class CSSResult {
      constructor(cssText) { this.cssText = cssText; }
      get styleSheet() {
        if (!this.sheet) (this.sheet = new CSSStyleSheet()).replaceSync(this.cssText);
        return this.sheet;
      }
    }
    export const unsafeCSS = (text) => new CSSResult(text);
    export const css = ([text]) => unsafeCSS(text);
    export const adoptStyles = (root, styles) => { root.adoptedStyleSheets = styles.map(({ styleSheet }) => styleSheet); };
    export const getCompatibleStyle = (style) => style;`,
  '@lit/reactive-element/decorators/property.js': `
    export const property = (options) => (target, name) => target.constructor.createProperty(name, options);`,
  'helpers/decorate.js': `
    export default (decorators, target, name) => {
      for (const decorate of decorators) {
        const descriptor = decorate(target, name);
        if (descriptor) Object.defineProperty(target, name, descriptor);
      }
    };`,
};

const entryFor = (table, id) => Object.entries(table).find(([file]) => id.endsWith(`/${file}`))?.[1];

/** The bundler's plugin. */
export const slimLit = {
  name: 'slim-lit',
  transform(code, id) {
    if (/css`[^`]*\$\{/.test(code) && id.includes('/src/'))
      this.error('Style sheets that consist of others are not supported.');
    const rewritten = entryFor(REWRITTEN, id);
    if (rewritten) return { code: rewritten, map: null };
    const cuts = entryFor(CUTS, id);
    if (!cuts) return null;
    let slim = code;
    for (const [text, instead] of cuts) {
      if (slim.split(text).length !== 2) this.error(`Lit has changed; see .config/slim-lit.mjs: ${text}`);
      slim = slim.replace(text, () => instead);
    }
    return { code: slim, map: null };
  },
};
