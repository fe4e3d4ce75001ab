import { parseAst } from 'vite';

const NAMES = ['trace', 'debug', 'log', 'warn', 'info', 'error'];
/** What has messages of its own: `this`, and what is called a logger. */
const GIVERS = /^(?:this|(?:.*\.)?logger)$/;
/** Nodes by which something may be changed while a message is put together. */
const CHANGES = ['AssignmentExpression', 'UpdateExpression', 'AwaitExpression'];

const childrenOf = (node) =>
  Object.values(node)
    .flat()
    .filter((child) => typeof child?.type === 'string');

/**
 * Leaves the messages out of a module, which are thousands of words that nobody reads. Where something is changed in one, it stays.
 */
export function withoutMessages(code, file) {
  const found = [];
  const isMessage = ({ callee, arguments: parts }) =>
    callee?.type === 'MemberExpression' &&
    NAMES.includes(callee.property.name) &&
    GIVERS.test(code.slice(callee.object.start, callee.object.end).replaceAll(/[\s?]/g, '')) &&
    !parts.some(changes);
  const visit = (node, className) => {
    const name = /^Class[DE]/.test(node.type) ? node.id?.name : className;
    if (node.type === 'MethodDefinition' && NAMES.includes(node.key.name) && !/logger/i.test(name))
      throw new Error(`${file} has a method “${node.key.name}”, which may be no message.`);
    const { expression: call } = node;
    if (node.type === 'ExpressionStatement' && isMessage(call.type === 'ChainExpression' ? call.expression : call))
      found.push(node);
    else for (const child of childrenOf(node)) visit(child, name);
  };
  visit(parseAst(code, { lang: 'ts' }));
  return found.reduceRight((rest, { start, end }) => `${rest.slice(0, start)};${rest.slice(end)}`, code);
}

const changes = (node) => CHANGES.includes(node.type) || childrenOf(node).some(changes);
