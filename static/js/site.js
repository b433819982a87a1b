// Every script of the readers' website. `collectstatic` joins them into this file.
import "./site/stored-theme.js";
import "./site/theme.js";
import "./site/share.js";
import "./site/embed.js";
