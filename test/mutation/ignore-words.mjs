/**
 * What is not mutated, because it can change no decision: sentences for people, what only makes such sentences, and the documentation in the schema.
 * A text is a sentence when it has letters and a blank in it, unless it is compared with something or names a row of the table.
 */

/** Functions and tables that make nothing but words for people. */
const wordMakers = new Set(["seniorSentence", "policyAdminSentence", "safeguardPhrase", "safeguards", "whose", "unknowable", "hoursIn", "typeProblem", "subject", "typeNames", "wanted", "received", "named"]);
/** What a schema says of a key to whoever reads its documentation. */
const documentation = new Set(["title", "description", "examples"]);

class Words {
  shouldIgnore(path) {
    const { node } = path;
    if ((path.isFunctionDeclaration() || path.isVariableDeclarator()) && wordMakers.has(node.id?.name)) return "makes words for people";
    if (path.isCallExpression() && node.callee.object?.name === "v" && documentation.has(node.callee.property?.name)) return "documentation of the schema";
    const text = path.isStringLiteral() ? node.value : path.isTemplateLiteral() ? node.quasis.map(({ value }) => value.raw).join("") : null;
    if (text === null || !/[a-z]/i.test(text) || !text.includes(" ") || decides(path)) return undefined;
    return "a sentence for people";
  }
}

/** Names of rows, verdicts and refusals have blanks in them, too. */
function decides({ parent, parentPath }) {
  if (parentPath.isBinaryExpression() || parentPath.isSwitchCase()) return true;
  if (parentPath.isObjectProperty()) return parent.key.name === "rule" || parent.key.name === "verdict";
  return parentPath.isCallExpression() && parent.callee.name === "refuses";
}

/** What `declareClassPlugin` of Stryker's API makes; that is not installed where this file stands. */
export const strykerPlugins = [{ kind: "Ignore", name: "words", injectableClass: Words }];
