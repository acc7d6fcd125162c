import { baseName } from '../rancher/catalog-file.ts';
import type { IndexError } from '../rancher/indexed-template.ts';
import { explainYaml } from './explain-yaml.ts';
import type { Found } from './found.ts';
import type { TemplateFacts } from './template-facts.ts';

/** What kind of error the catalog service logs. */
type IndexErrorKind =
  | 'unreadable'
  | 'config-syntax'
  | 'config-type'
  | 'compose-syntax'
  | 'compose-version'
  | 'catalog-type';

const isTab = ({ file, offset }: IndexError) => file.text?.charAt(offset) === '\t';

function kindOf(error: IndexError): IndexErrorKind | 'tab' {
  const { file, message } = error;
  if (file.text === undefined || file.notUtf8) return 'unreadable';
  const isConfig = baseName(file.path) === 'config.yml';
  const isSyntax = message.startsWith('yaml: ') && !message.startsWith('yaml: unmarshal errors');
  if (isSyntax && isTab(error)) return 'tab';
  if (isConfig) return isSyntax ? 'config-syntax' : 'config-type';
  if (isSyntax) return 'compose-syntax';
  return /into config\.RawService$/m.test(message) ? 'compose-version' : 'catalog-type';
}

/** The errors of one kind as findings, with the message of the service. */
export function indexErrors(
  { errors }: TemplateFacts,
  kind: IndexErrorKind,
  message: (error: IndexError) => string,
  hint?: string,
): Found[] {
  return errors
    .filter((error) => kindOf(error) === kind)
    .map((error) => ({
      at: { file: error.file, offset: error.offset },
      message: message(error),
      hint: hint === '' ? undefined : (hint ?? `Rancher logs: ${oneLine(error.message)}`),
    }));
}

/** The errors of texts that are not YAML, with their cause: `consequence` is what Rancher does. */
export function syntaxErrors(
  facts: TemplateFacts,
  kind: 'config-syntax' | 'compose-syntax',
  consequence: string,
): Found[] {
  return indexErrors(facts, kind, () => consequence).map((found) => {
    const text = found.at.file.text ?? '';
    const { fault } = facts.read(text);
    if (!fault || fault.bomb) return found;
    const { offset, cause, fix } = explainYaml(text, fault);
    return {
      at: { ...found.at, offset },
      message: `${found.message}: ${cause}`,
      hint: `${fix}. ${found.hint ?? ''}`,
    };
  });
}

/** An error of Go, which may have several lines, as one. */
export const oneLine = (message: string): string =>
  message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
