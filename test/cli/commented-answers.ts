/** An answers file with comments, which `release` keeps. */
export const commentedAnswers =
  '# Ours.\nblueprint: redis-sentinel\nname: redis\nversion: 1.0.0 # raised by a bot\nanswers:\n  image: registry.example.com/redis:1.0.0 # CI builds it\ndefaults:\n  maxmemory: 512mb\n';
