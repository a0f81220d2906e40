import { Component } from "@angular/core";

@Component({ selector: "app-lazy", template: `<p>lazy of @@version@@</p>` })
export class Lazy {}
