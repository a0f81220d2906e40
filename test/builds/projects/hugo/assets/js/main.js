document.documentElement.dataset.version = "@@version@@";
