/** The package has load balancers under two names. */
export function usual(type: string): string {
  return type.replace(/^aws:(?:alb|applicationloadbalancing)\//, "aws:lb/");
}

/** Pulumi writes the name of a list in the plural, Terraform in the singular. */
export function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/(ss|x|ch)es$/, "$1")
    .replace(/([^s])s$/, "$1");
}
