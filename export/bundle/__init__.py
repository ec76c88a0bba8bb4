"""The files of an encoder bundle: graphs made smaller and compared, golden probes, manifest and licences."""
