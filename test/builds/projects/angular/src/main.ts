import "zone.js";
import { Component } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { provideRouter, RouterLink, RouterOutlet } from "@angular/router";

@Component({
  selector: "app-root",
  imports: [RouterLink, RouterOutlet],
  template: `<h1 i18n="@@title">@@version@@</h1>
    <a routerLink="/lazy">more</a><router-outlet />`,
})
class App {}

void bootstrapApplication(App, {
  providers: [provideRouter([{ path: "lazy", loadComponent: async () => (await import("./lazy")).Lazy }])],
});
