-- The installation's stop switch belongs to its operator (npm run sending); web and worker only obey it.
revoke update on installation from packpost_app;
