import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { isAnswered, partSpot } from '../written-part.ts';
import { versionRule } from '../lint-rule.ts';

// HAProxy's option httpchk: a path, a method and a path, or both and the version.
const form = /^(?:[A-Z]+\s+)?["']?(?:\/|\*|https?:\/\/)\S*(?:\s+["']?HTTP\/\d\.\d.*)?$/s;

export const healthCheckRequest = versionRule({
  code: 'health-check-request',
  group: 'compose',
  severity: 'warning',
  summary: 'the request of a health check is not an HTTP request line',
  docs: `\`request_line\` is sent by HAProxy as it is: \`GET /path HTTP/1.0\`. The method is in upper
case, and the path begins with a slash. Without a request_line the check only connects.`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      const line = child(child(node, 'health_check'), 'request_line');
      const text = fieldText(line).trim();
      if (!line || text === '' || form.test(text)) continue;
      if (isAnswered(facts, name, 'health_check', line)) continue;
      yield {
        at: partSpot(facts, name, 'health_check', line),
        message: `the health check of ${name} sends "${text}", which is not a request line`,
        hint: 'write GET /path HTTP/1.0',
      };
    }
  },
});
