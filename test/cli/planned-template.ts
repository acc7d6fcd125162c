/** An answers file of redis-sentinel. */
export const redis = 'blueprint: redis-sentinel\nversion: 1.0.0\nanswers:\n  image: a/b:1\n';

const docker = `version: '2'
services:
  web:
    image: nginx:1.27
    labels:
      io.rancher.scheduler.affinity:container_label_ne: io.rancher.stack_service.name=$\${stack_name}/$\${service_name}
`;

const rancher = `version: '2'
services:
  web:
    scale: '\${count}'
catalog:
  version: 1.0.0
  questions:
  - {variable: count, default: 2}
`;

/** A template `x` whose containers exclude each other, with a question for their number. */
export const template = {
  'x/config.yml': 'name: x\nversion: 1.0.0\n',
  'x/0/docker-compose.yml': docker,
  'x/0/rancher-compose.yml': rancher,
};
