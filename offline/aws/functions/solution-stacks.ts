/**
 * Elastic Beanstalk's solution stacks, newest first within each language, as AWS lists them. The versions are those of August 2026; a real
 * look-up may answer with a later one.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
 */
export const SOLUTION_STACKS: readonly string[] = [
  ...linux("6.11.7", "Node.js", "24", "22"),
  ...linux("6.11.1", "Node.js", "20"),
  ...linux("4.12.1", "Python", "3.14", "3.13", "3.12", "3.11", "3.9"),
  ...linux("4.12.1", "PHP", "8.5", "8.4", "8.3", "8.2"),
  ...linux("4.11.1", "Ruby", "4.0", "3.4", "3.3", "3.2"),
  ...linux("4.10.1", "Corretto", "25", "21", "17", "11", "8"),
  ...linux("5.10.1", "Tomcat 11 Corretto", "25", "21", "17"),
  ...linux("5.10.1", "Tomcat 10 Corretto", "21", "17"),
  ...linux("3.9.1", ".NET", "10", "9", "8"),
  ...linux("4.11.1", "Go", "1"),
  "64bit Amazon Linux 2023 v4.12.1 running Docker",
  "64bit Amazon Linux 2023 v4.9.1 running ECS",
  "64bit Windows Server 2025 v2.22.1 running IIS 10.0",
  "64bit Windows Server Core 2025 v2.22.1 running IIS 10.0",
  "64bit Windows Server 2022 v2.22.1 running IIS 10.0",
  "64bit Windows Server Core 2022 v2.22.1 running IIS 10.0",
  "64bit Windows Server 2019 v2.22.1 running IIS 10.0",
  "64bit Windows Server Core 2019 v2.22.1 running IIS 10.0",
];

function linux(version: string, language: string, ...releases: readonly string[]): string[] {
  return releases.map((release) => `64bit Amazon Linux 2023 v${version} running ${language} ${release}`);
}
