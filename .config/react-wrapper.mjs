// The components of `cf-stream-elements/react`. React gives a custom element that came from the server neither functions nor
// listeners, and React 18 none at all: these do. A function may be written anew at each render, since the element gets one
// that stays and calls the latest.

const WRAPPER = `'use client';
import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef, version } from 'react';

// React 18 warns of layout effects on a server.
const useBrowserEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect;
// It writes false into an attribute, which then is there.
const isOld = Number.parseInt(version, 10) < 19;

function wrap(name, tag, attributes, properties, load) {
  const Component = forwardRef((given, ref) => {
    const element = useRef(null);
    const latest = useRef({});
    const stable = useRef({});
    useImperativeHandle(ref, () => element.current, []);
    const rendered = {};
    const events = [];
    for (const [prop, value] of Object.entries(given)) {
      if (/^on[a-z]/.test(prop)) events.push(prop);
      else if (!properties.includes(prop))
        rendered[Object.hasOwn(attributes, prop) ? attributes[prop] : prop] = isOld && value === false ? undefined : value;
    }
    const heard = events.sort().join(' ');

    useBrowserEffect(() => {
      // What has not changed is left alone, as React does: the element may be ahead.
      const before = latest.current;
      latest.current = given;
      for (const prop of properties) {
        const value = given[prop];
        if (typeof value === 'function')
          element.current[prop] = stable.current[prop] ??= (...args) => latest.current[prop]?.(...args);
        else if (value !== before[prop]) element.current[prop] = value;
      }
    });
    useBrowserEffect(() => {
      const ending = new AbortController();
      for (const prop of heard.split(' ').filter(Boolean))
        element.current.addEventListener(prop.slice(2), (event) => latest.current[prop]?.(event), ending);
      return () => ending.abort();
    }, [heard]);
    useEffect(() => void load(), []);
    return createElement(tag, { ...rendered, ref: element });
  });
  Component.displayName = name;
  return Component;
}
`;

const MODULES = { 'cf-stream-player': 'player', 'cf-stream-transcript': 'transcript', 'cf-stream-upload': 'upload' };
const componentOf = ({ of }) => of.replace(/^Cf/, '');

/** Writes the module: properties without an attribute are set as such, the others are given as attributes. */
export const reactWrapper = (elements) =>
  `${WRAPPER}\n${elements
    .map((element) => {
      const { tag, attributes, fields } = element;
      const renamed = attributes
        .filter(({ fieldName, name }) => fieldName && fieldName !== name)
        .map(({ fieldName, name }) => [fieldName, name]);
      const properties = fields
        .map(({ name }) => name)
        .filter((name) => !attributes.some((it) => (it.fieldName ?? it.name) === name));
      const args = [componentOf(element), tag, Object.fromEntries([['className', 'class'], ...renamed]), properties];
      return `export const ${componentOf(element)} = /* @__PURE__ */ wrap(${args.map((it) => JSON.stringify(it)).join(', ')}, () => import('./define/${MODULES[tag]}.js'));\n`;
    })
    .join('')}`;

/** Writes the types of its components, to stand below those of the tags. */
export const reactWrapperTypes = (elements) =>
  elements
    .map(
      (element) =>
        `\n/** ${element.summary} For React 18, and for pages rendered on a server. */\nexport declare const ${componentOf(element)}: ForwardRefExoticComponent<Omit<JSX.IntrinsicElements['${element.tag}'], 'ref'> & RefAttributes<${element.of}>>;\n`,
    )
    .join('');
