import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { isAnswered, partSpot } from '../written-part.ts';
import { versionRule } from '../lint-rule.ts';

// cattle InstanceHealthCheck.java, enum Strategy.
const strategies = ['none', 'recreate', 'recreateOnQuorum'];

export const healthCheckStrategy = versionRule({
  code: 'health-check-strategy',
  group: 'compose',
  severity: 'error',
  summary: 'a health check has an unknown strategy',
  docs: `What Rancher does with an unhealthy container is one of ${strategies.join(', ')}, in this
spelling. recreateOnQuorum takes its number from \`recreate_on_quorum_strategy_config\`, which has no
effect with another strategy.`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      const check = child(node, 'health_check');
      const [strategy, quorum] = [
        child(check, 'strategy'),
        child(check, 'recreate_on_quorum_strategy_config'),
      ];
      const text = fieldText(strategy);
      if (isAnswered(facts, name, 'health_check', strategy)) continue;
      if (strategy && text !== '' && !strategies.includes(text)) {
        const same = strategies.find((each) => each.toLowerCase() === text.toLowerCase());
        const meant = same ?? nearest(text, strategies);
        yield {
          at: partSpot(facts, name, 'health_check', strategy),
          message: `Rancher does not know the strategy ${text} of the health check of ${name}`,
          hint:
            meant === undefined ? `expected ${strategies.join(', ')}` : `did you mean ${meant}?`,
        };
      } else if (quorum && text !== 'recreateOnQuorum') {
        yield {
          at: partSpot(facts, name, 'health_check', quorum),
          message: `the quorum of ${name} has no effect without strategy: recreateOnQuorum`,
          hint: 'add strategy: recreateOnQuorum, or remove it',
        };
      }
    }
  },
});
