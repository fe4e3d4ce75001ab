/**
 * What is taken from Lit in the script-tag files, since neither the elements nor the browsers they run in need it:
 * other compilers' decorators, style sheets that cannot be adopted, polyfills, bindings in comments, in `<style>` and
 * on elements as a whole, MathML, iterables other than arrays, attributes that are JSON or hold more than one value,
 * listeners that are objects, what asynchronous directives are told, hooks that no element of ours has. It is a quarter
 * of what is Lit's in the first load. By file, what to replace; each text is there once, or the build fails.
 */
const CUTS = {
  '@lit/reactive-element/reactive-element.js': [
    // Every element of ours makes it as MovableElement does.
    [
      'createRenderRoot(){const t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(t,this.constructor.elementStyles),t}',
      '',
    ],
    // As `withoutDecorators` writes them.
    ['s.state&&(s.attribute=!1),this._$Ei()', 'this._$Ei()'],
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
    ['getOwnPropertyNames:r,getOwnPropertySymbols:o,', ''],
    ['let t=!1;const s=this._$AL;try{', 'const s=this._$AL;try{'],
    ['catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(s)', 'catch(s){throw this._$EM(),s}this._$AE(s)'],
    ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}', ''],
    ['void 0!==t.l&&(this.l=[...t.l]),', ''],
    [',this.constructor.l?.forEach(t=>t(this))', ''],
    ['p=a.reactiveElementPolyfillSupport,', ''],
    [
      '!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}',
      '!0){e(this.prototype,t,this.getPropertyDescriptor(t,Symbol(),s))}',
    ],
    [
      'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
      'return[s??[]].flat(1/0)',
    ],
    // As `withoutDecorators` expects it.
    ['"string"==typeof t?t.toLowerCase():void 0', 't.replace(/[A-Z]/g,"-$&").toLowerCase()'],
    ['(void 0!==i.converter?.toAttribute?i.converter:u)', 'u'],
    [
      'h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;',
      'h="function"==typeof t.converter?t.converter:u.fromAttribute;',
    ],
    ['h.fromAttribute(s,t.type)', 'h(s,t.type)'],
    ['(i.hasChanged??f)(h,s)', 'f(h,s)'],
    [',hasChanged:f}', '}'],
    ['this.getUpdateComplete()}getUpdateComplete(){return this._$ES', 'this._$ES'],
    ['t=this.shouldUpdate(s),t?(', ''],
    ['this.update(s)):this._$EM()}catch', 'this.update(s)}catch'],
    ['shouldUpdate(t){return!0}', ''],
    ['this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),', 'this.hasUpdated=!0,'],
    ['firstUpdated(t){}', ''],
    [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")', ''],
  ],
  'lit-element/lit-element.js': [
    [',this._$Do=void 0', ''],
    ['this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),', ''],
    ['this._$Do=e(r', 'e(r'],
    [
      'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
      '',
    ],
    ['i._$litElement$=!0,', ''],
    ['render(){return r}', ''],
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
    ['d=t=>u(t)||"function"==typeof t?.[Symbol.iterator]', 'd=u'],
    ['const s=i(t).nextSibling;i(t).remove(),t=s', 'const s=t.nextSibling;t.remove(),t=s'],
    ['else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}', ''],
    ['else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t))', ''],
    [':6===r.type&&(i=new Z(h,this,t))', ':0'],
    ['2===i?"<svg>":3===i?"<math>":""', '2===i?"<svg>":""'],
    ['2===i?"</svg>":3===i?"</math>":""', '2===i?"</svg>":""'],
    ['2===i||3===i', '2===i'],
    ['j={M:h,P:o,A:n,C:1,L:N,R,D:d,V:M,I:k,H,N:L,U:z,B:I,F:Z}', 'j={I:k}'],
    [',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");const D', ',D'],
    ['Error("invalid template strings array")', 'Error()'],
    ['get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)', 'u(t)'],
    ['(t?.creationScope??l)', 'l'],
    ['void 0!==s&&(void 0!==s.strings?(s._$AI(t,s,i),i+=s.strings.length-2):s._$AI(t[i])),i++', 's?._$AI(t[i]),i++'],
    ['this._$AV=[],this._$AN=void 0', 'this._$AV=[]'],
    ['get _$AU(){return this._$AM?._$AU??this._$Cv}', ''],
    ['this._$AN=void 0,this._$AA=t', 'this._$AA=t'],
    [',this._$Cv=e?.isConnected??!0', ''],
    [
      'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}',
      '',
    ],
    ['for(this._$AP?.(!1,!0,s);', 'for(;'],
    ['setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}', ''],
    ['get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}', ''],
    ['this._$AN=void 0,this.element=t,this.name=i', 'this.element=t,this.name=i'],
    [
      's.length>2||""!==s[0]||""!==s[1]?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=A',
      'this._$AH=A',
    ],
    [
      '_$AI(t,i=this,s,e){const h=this.strings;let o=!1;if(void 0===h)t=M(this,t,i,0),o=!a(t)||t!==this._$AH&&t!==E,o&&(this._$AH=t);else{const e=t;let n,r;for(t=h[0],n=0;n<h.length-1;n++)r=M(this,e[s+n],i,n),r===E&&(r=this._$AH[n]),o||=!a(r)||r!==this._$AH[n],r===A?t=A:t!==A&&(t+=(r??"")+h[n+1]),this._$AH[n]=r}o&&!e&&this.j(t)}',
      '_$AI(t,i=this){t=M(this,t,i,0),(!a(t)||t!==this._$AH&&t!==E)&&this.j(this._$AH=t)}',
    ],
    [
      'e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);',
      'e=t===A&&s!==A,h=t!==A&&s===A;',
    ],
    ['this.element.removeEventListener(this.name,this,s)', 'this.element.removeEventListener(this.name,this)'],
    ['this.element.addEventListener(this.name,this,t)', 'this.element.addEventListener(this.name,this)'],
    [
      '"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)',
      'this._$AH.call(this.options.host,t)',
    ],
    ['const e=s?.renderBefore??i;let h=e._$litPart$;', 'let h=i._$litPart$;'],
    [
      'const t=s?.renderBefore??null;e._$litPart$=h=new k(i.insertBefore(c(),t),t,void 0,s??{})',
      'i._$litPart$=h=new k(i.appendChild(c()),null,void 0,s)',
    ],
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
  'helpers/esm/decorate.js': `
    export default (decorators, target, name) => {
      for (const decorate of decorators) {
        const descriptor = decorate(target, name);
        if (descriptor) Object.defineProperty(target, name, descriptor);
      }
    };`,
};

/** Properties of an element that are worth a loop. */
const MANY = 8;

/** Hooks of Lit's that are cut. */
const HOOKS = /\b(?:shouldUpdate|firstUpdated|getUpdateComplete|setConnected)\(/;

/** Directives for a whole element, or told that they are removed: both are cut. */
const DIRECTIVES = /from ['"]lit\/(?:async-directive|directives\/(?:ref|async|until|animate|map|range|join))/;

const entryFor = (table, id) => Object.entries(table).find(([file]) => id.endsWith(`/${file}`))?.[1];

/**
 * What the two decorators do, without them: one loop where there are many of them, for each costs what it is called.
 * An attribute is told where it is not its property's name with hyphens.
 */
function withoutDecorators(code) {
  const decorator =
    /\b_*decorate\(\[(property|state|reactiveState)\(([^\]]*)\)\], (\w+)\.prototype, "(\w+)", void 0\);\s*/g;
  return code.replace(new RegExp(`(?:${decorator.source})+`, 'g'), (all, ...[, , owner]) => {
    const entries = [...all.matchAll(decorator)].map(([, kind, options, , name]) => {
      const hyphenated = name.replace(/[A-Z]/g, '-$&').toLowerCase();
      const told = options.replace(new RegExp(`\\battribute: ["']${hyphenated}["'],?\\s*`), '') || '{}';
      return [name, kind === 'property' ? told : '{ attribute: false }'];
    });
    if (entries.length < MANY)
      return entries.map(([name, options]) => `${owner}.createProperty("${name}", ${options});\n`).join('');
    const table = entries.map(([name, options]) => `${name}: ${options}`).join();
    return `for (const [name, options] of Object.entries({${table}})) ${owner}.createProperty(name, options);\n`;
  });
}

/** Slims one module; gives `null` where it is none of Lit's. `fail` is told what is not supported. */
export function slim(code, id, fail) {
  const inSources = id.includes('/src/') && !id.includes('/node_modules/');
  if (inSources && /css`[^`]*\$\{/.test(code)) fail('Style sheets that consist of others are not supported.');
  if (inSources && code.includes('html`') && /\s[\w-]+="[^"`<>]*\$\{/.test(code))
    fail('Attributes that are more than one value are not supported.');
  if (inSources && HOOKS.test(code)) fail('A hook of Lit is used that is cut; see .config/slim-lit.mjs.');
  if (inSources && DIRECTIVES.test(code)) fail('A directive of Lit is used that is cut; see .config/slim-lit.mjs.');
  const cuts = entryFor(CUTS, id) ?? [];
  let text = entryFor(REWRITTEN, id) ?? code;
  if (inSources) text = withoutDecorators(text);
  for (const [old, instead] of cuts) {
    if (text.split(old).length !== 2) fail(`Lit has changed; see .config/slim-lit.mjs: ${old}`);
    text = text.replace(old, () => instead);
  }
  return text === code ? null : text;
}

/** The bundler's plugin. */
export const slimLit = {
  name: 'slim-lit',
  transform(code, id) {
    const slimmed = slim(code, id, (message) => this.error(message));
    return slimmed === null ? null : { code: slimmed, map: null };
  },
};
