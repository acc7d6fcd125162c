// Preloaded into a measured process; prints its peak memory and its CPU time at exit.
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuMs = Math.round((userCPUTime + systemCPUTime) / 1000);
  process.stderr.write(`peak ${Math.round(maxRSS / 1024)}, cpu ${cpuMs}\n`);
});
