/**
 * Every code a diagnostic can carry, with what it says in general. docs/diagnostics.md explains
 * each; a test ties the two. Codes in `cannotCodes` end with exit code 2, all other errors with 1.
 */
export const codes = {
  // Reading files
  'file-missing': 'a file that was named does not exist',
  'file-unreadable': 'a file or folder cannot be read',
  'file-too-large': 'a file is larger than any real one of its kind',
  'file-empty': 'a file holds nothing',
  'not-utf8': 'a file is not UTF-8 text',
  'yaml-syntax': 'a file is not YAML',
  'yaml-tab': 'a line is indented with a tab',
  'yaml-duplicate-key': 'a map has the same key twice',
  'yaml-alias-bomb': 'YAML aliases would unfold to an unreasonable size',
  'not-a-map': 'a file is YAML, but not a map of keys',
  // Answers, blueprints and schemas
  'unknown-key': 'a key that is not known there',
  'missing-key': 'a key that is needed is not there',
  'wrong-type': 'a value of another type than expected',
  'out-of-range': 'a number or length outside its bounds',
  'not-allowed': 'a value that is not one of those allowed',
  'wrong-form': 'text that does not have the form expected',
  'answered-twice': 'an answer given both as fixed and as a default',
  'never-asked': 'a default for an answer that Rancher never asks',
  'answer-unused': 'an answer that has no effect with the others as they are',
  'rule-broken': 'answers that do not go together',
  'secret-fixed': 'a secret written into the entry for all to read',
  'blueprint-unknown': 'an answers file names a blueprint that is not there',
  'blueprint-mismatch': 'an answers file names another blueprint than the one given',
  'entry-duplicate': 'two answers files make an entry of one name',
  'schema-invalid': 'an answers schema is not a JSON Schema that can be used',
  'schema-default': 'a default in an answers schema breaks the schema itself',
  'icon-invalid': 'an icon that Rancher would not show',
  // Templates
  'template-syntax': 'a template that Handlebars cannot read',
  'template-undeclared': 'a template uses a name that is no answer of its schema',
  'template-helper': 'a template calls a helper that is not there, or calls it wrongly',
  'template-asked': 'a template branches on an answer that is only known in Rancher',
  'template-missing': 'a blueprint lacks a file that every entry has',
  // The check of what was rendered
  'output-yaml': 'a rendered file is not the YAML that Rancher reads',
  'output-braces': 'a rendered file holds {{, which Rancher would take for a template',
  'output-variable': 'a rendered file uses a variable that no question asks',
  'output-question': 'a question whose answer is used nowhere',
  'output-interpolation': 'a $ that Rancher cannot interpolate',
  'output-text': 'text that YAML 1.1 reads as another value',
  'output-label': 'a label that Rancher ignores or misreads',
  // Planning and writing
  'version-released': 'a version that is released already, with other bytes',
  'version-lower': 'a version lower than the newest one released',
  'version-unordered': 'a version that Rancher cannot order',
  'not-a-catalog': 'a folder that is no catalog checkout',
  'path-unsafe': 'a path that leads out of the folder it belongs to',
  'target-unwritable': 'a folder that cannot be written',
  'target-busy': 'a folder that another run is writing to',
  'target-foreign': 'an entry that was not made from the same blueprint',
  // What Rancher itself would do
  'index-error': 'a file of a catalog that Rancher cannot index',
  'launch-refused': 'a template version that Rancher refuses to launch',
  'launch-panic': 'a template version that crashes the launcher of Rancher',
  'launch-nothing': 'a template version that has nothing to launch',
  'launch-variable': 'a variable without an answer, which Rancher takes for empty text',
  'launch-api': 'a service that the API of Rancher refuses afterwards',
  // The command line
  usage: 'the command was called in a way it does not know',
} as const;

export type Code = keyof typeof codes;

/** Errors that say the work could not be done, rather than that the checked thing is bad. */
export const cannotCodes: ReadonlySet<Code> = new Set<Code>([
  'file-missing',
  'file-unreadable',
  'not-a-catalog',
  'target-unwritable',
  'target-busy',
  'usage',
]);
