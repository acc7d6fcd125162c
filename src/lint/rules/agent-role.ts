import { hasBalancerImage, isBalancer } from '../balancer-facts.ts';
import { plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';
import { labelValue } from '../version-facts.ts';

export const agentRole = versionRule({
  code: 'agent-role',
  group: 'security',
  severity: 'warning',
  summary: "a container gets keys of Rancher's API",
  docs: `With \`io.rancher.container.create_agent: 'true'\` Rancher gives a container API keys in its
environment. The role \`environment\` may change all stacks of the environment, environmentAdmin also
its hosts and members. Other roles are for infrastructure services. Templates below
infra-templates need such access and are not reported, nor are load balancers, which get the role from Rancher
itself (cattle ServiceUtil.java, injectBalancerLabelsAndHealthcheck).`,
  *check(facts) {
    for (const service of plainServices(facts)) {
      const create = service.labels.find(({ key }) => key === 'io.rancher.container.create_agent');
      if (create?.value.toLowerCase() !== 'true') continue;
      if (isBalancer(facts, service) || hasBalancerImage(service)) continue;
      const role = labelValue(service, 'io.rancher.container.agent.role') ?? '';
      yield {
        at: create.at,
        message: `${service.name} gets API keys${role === '' ? '' : ` with the role ${role}`}`,
        hint: 'remove the label, or ask for keys with fewer rights',
      };
    }
  },
});
