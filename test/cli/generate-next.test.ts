import { describe, expect, test } from 'vitest';
import { recordText } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const answers = 'blueprint: redis-sentinel\nname: redis\nversion: 1.0.0\n';
const pushable = `${answers}answers:\n  image: registry.example.com/redis:1.0.0\n`;

function nextOf(stdout: string): string {
  const next = stdout.slice(stdout.indexOf('next:'));
  recordText(next);
  return next;
}

describe('the next steps of generate', () => {
  test('quote a directory with blanks', async () => {
    const folder = temporaryFolder({ 'answers.yml': answers });
    const { stdout } = await runCli(folder, ['generate', '--out', 'my build']);
    expect(nextOf(stdout)).toContain(
      "docker build -t redis-sentinel:1.0.0 'my build/image/redis'\n",
    );
  });

  test('are commands with the options of the call', async () => {
    const folder = temporaryFolder({ 'a b.yml': pushable });
    const argv = ['generate', '-a', 'a b.yml', '--set', 'replicas=3'];
    const { code, stdout } = await runCli(folder, argv);
    expect(code).toBe(0);
    const next = nextOf(stdout);
    expect(next).toContain("rancher-catalog generate -a 'a b.yml' --set 'replicas=…' --catalog ");
    expect(next).toContain('&& docker push registry.example.com/redis:1.0.0\n');
  });

  test('do not push an image that has no registry', async () => {
    const { stdout } = await runCli(temporaryFolder({ 'answers.yml': answers }), ['generate']);
    const next = nextOf(stdout);
    expect(next).not.toContain('docker push');
    expect(next).toContain('--set image=REGISTRY/redis-sentinel:');
    expect(next).toContain('rancher-catalog generate --catalog ');
  });

  test('include the image of an entry in a catalog', async () => {
    const folder = temporaryFolder({ 'redis.yml': pushable, 'catalog/templates/x': '' });
    const argv = ['generate', '-a', 'redis.yml', '--catalog', 'catalog'];
    const { stdout } = await runCli(folder, argv);
    expect(nextOf(stdout)).toContain('rancher-catalog image build -a redis.yml --push\n');
  });

  test('keep the target', async () => {
    const folder = temporaryFolder({ 'answers.yml': pushable });
    const { stdout } = await runCli(folder, ['generate', '--target', 'rancher-2']);
    expect(nextOf(stdout)).toContain('rancher-catalog generate --target rancher-2 --catalog ');
  });

  test('name all parts of a catalog that changed', async () => {
    const commitOf = async (target: string) => {
      const folder = temporaryFolder({ 'redis.yml': pushable, 'catalog/templates/x': '' });
      const argv = ['generate', '-a', 'redis.yml', '--catalog', 'catalog', '--target', target];
      return nextOf((await runCli(folder, argv)).stdout);
    };
    const charts = 'catalog/assets and catalog/index.yaml';
    expect(await commitOf('rancher-2')).toContain(`commit and push ${charts};`);
    expect(await commitOf('rancher-1.6')).toContain('commit and push catalog/templates;');
    expect(await commitOf('all')).toContain(
      'commit and push catalog/assets, catalog/index.yaml and catalog/templates;',
    );
  });

  test('are none in a dry run that would change nothing', async () => {
    const folder = temporaryFolder({ 'answers.yml': answers });
    expect(nextOf((await runCli(folder, ['generate', '-n'])).stdout)).toContain('--dry-run');
    await runCli(folder, ['generate']);
    const { stdout } = await runCli(folder, ['generate', '-n']);
    expect(nextOf(stdout)).toBe('next: nothing to do\n');
  });
});
